import Kernel
import Store

/// One kind of personal data: its tables, its export and its erasure.
///
/// Together with ``ImpersonalTable`` these rows name every table of a site; a test compares them with the live schema.
package struct PersonalData: Sendable {
    /// The name in plans and the file in an export, such as `sessions`.
    package let name: String
    package let title: LocalizedText
    package let tables: [String]
    /// The rows of one person, as SQL after `FROM` with a condition at its end.
    package let rows: @Sendable (ID<Account>) -> SQL
    /// Nil when a copy has no use for its owner, or is shown elsewhere.
    package let export: Export?
    package let erasure: Erasure
    /// The files of the rows, as a query of their identifiers.
    package let files: (@Sendable (ID<Account>) -> SQL)?

    package init(
        _ name: String,
        _ title: LocalizedText,
        tables: [String],
        rows: @escaping @Sendable (ID<Account>) -> SQL,
        export: Export? = nil,
        erasure: Erasure,
        files: (@Sendable (ID<Account>) -> SQL)? = nil
    ) {
        self.name = name
        self.title = title
        self.tables = tables
        self.rows = rows
        self.export = export
        self.erasure = erasure
        self.files = files
    }
}

extension PersonalData {
    /// The effect of erasing the owner's account.
    package struct Erasure: Sendable {
        /// The effect of an erasure on a kind of data.
        package enum Action: String, Codable, CaseIterable, Sendable {
            /// The records are deleted.
            case delete
            /// The records stay without a link to the person.
            case anonymise
            /// The records stay for as long as the law requires.
            case keep
        }

        package let action: Action
        /// The reason, or the law that requires the records to be kept.
        package let why: LocalizedText
        /// Run in order, in the transaction of the erasure.
        package let steps: @Sendable (ID<Account>, Instant) -> [SQL]
        package let kept: Kept?
        /// Further work that needs the site's keys; runs after the statements.
        private(set) var work: Work = { _, _, _ in }
        package typealias Work =
            @Sendable (_ account: ID<Account>, _ site: Site, _ tx: borrowing Tx) throws -> Void

        package static func delete(
            because why: LocalizedText,
            _ steps: @escaping @Sendable (ID<Account>) -> [SQL]
        ) -> Erasure {
            Erasure(action: .delete, why: why, steps: { account, _ in steps(account) }, kept: nil)
        }

        package static func anonymise(
            because why: LocalizedText,
            _ steps: @escaping @Sendable (ID<Account>, Instant) -> [SQL]
        ) -> Erasure {
            Erasure(action: .anonymise, why: why, steps: steps, kept: nil)
        }

        /// Anonymises records that only the site's keys find.
        package static func anonymise(because why: LocalizedText, by work: @escaping Work) -> Erasure {
            var erasure = Erasure(action: .anonymise, why: why, steps: { _, _ in [] }, kept: nil)
            erasure.work = work
            return erasure
        }

        /// Keeps the records; without a period for as long as the site exists.
        package static func keep(
            _ kept: Kept? = nil,
            because why: LocalizedText,
            _ steps: @escaping @Sendable (ID<Account>, Instant) -> [SQL] = { _, _ in [] }
        ) -> Erasure {
            Erasure(action: .keep, why: why, steps: steps, kept: kept)
        }
    }

    /// A retention period and its start.
    package struct Kept: Sendable {
        package let period: Period
        /// The column with the start of the period; the erasure itself when there is none.
        package let from: SQL?

        package init(for period: Period, from: SQL? = nil) {
            self.period = period
            self.from = from
        }
    }
}

/// A table without personal data, and the reason.
package struct ImpersonalTable: Sendable {
    package let name: String
    package let why: String

    package init(_ name: String, _ why: String) {
        self.name = name
        self.why = why
    }
}
