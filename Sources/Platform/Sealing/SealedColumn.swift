import Crypto
import Kernel
import Store

/// A column of encrypted values that only the site can read, each bound to its row.
package struct SealedColumn: Sendable {
    package let table: StaticString
    package let column: StaticString
    /// The column that identifies a row.
    package let key: StaticString
    private let former: FormerSeal?

    /// The encryption of the column before keys had ids; such rows stay readable, and ``ResealValues``
    /// rewrites them.
    package struct FormerSeal: Sendable {
        /// Nil where values were not encrypted.
        let purpose: String?
        let isBoundToRow: Bool

        init(purpose: String, isBoundToRow: Bool) {
            self.purpose = purpose
            self.isBoundToRow = isBoundToRow
        }

        private init() {
            purpose = nil
            isBoundToRow = false
        }

        static let plain = FormerSeal()
    }

    /// `formerly` is for columns that are older than the ids of keys.
    package init(
        _ table: StaticString,
        _ column: StaticString,
        key: StaticString,
        formerly: FormerSeal? = nil
    ) {
        self.table = table
        self.column = column
        self.key = key
        former = formerly
    }

    package func seal<Row>(_ text: some Sequence<UInt8>, in row: ID<Row>, at site: Site) throws -> [UInt8] {
        try site.sealing.seal(text, at: place(of: row))
    }

    package func open<Row>(_ sealed: [UInt8], in row: ID<Row>, at site: Site) throws -> [UInt8] {
        if let text = site.sealing.open(sealed, at: place(of: row)) { return text }
        if let text = former?.open(sealed, in: row, at: site) { return text }
        throw SealedValueUnreadable(column: name)
    }

    package var name: String { "\(table).\(column)" }

    private func place<Row>(of row: ID<Row>) -> String { "\(table)|\(column)|\(row)" }
}

extension SealedColumn.FormerSeal {
    fileprivate func open<Row>(_ sealed: [UInt8], in row: ID<Row>, at site: Site) -> [UInt8]? {
        guard let purpose else { return SealingKeys.isSealed(sealed) ? nil : sealed }
        guard let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
        let context = isBoundToRow ? Array(row.description.utf8) : []
        for key in site.keys(for: purpose) {
            if let text = try? AES.GCM.open(box, using: key, authenticating: context) { return Array(text) }
        }
        return nil
    }
}

/// The site's secret was changed, and the previous one was not kept.
struct SealedValueUnreadable: Error, CustomStringConvertible {
    let column: String

    var description: String { "a value of \(column) cannot be read with the site's keys" }
}
