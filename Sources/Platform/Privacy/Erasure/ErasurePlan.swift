import Kernel
import Store
import Web

/// The effect of erasing an account, by kind of data.
package struct ErasurePlan: View {
    /// False while a legal hold forbids the erasure.
    package var isAllowed: Bool
    /// Every kind of personal data of the product, files last.
    package var kinds: [Kind]

    /// The effect on one kind of personal data.
    package struct Kind: Codable, Sendable {
        /// A stable key, such as `sessions`; the same as in the export.
        package var kind: String
        /// The name for people, in the language of the request.
        package var title: String
        /// Whether the records are deleted, anonymised or kept.
        package var action: PersonalData.Erasure.Action
        /// The number of records.
        package var count: Int
        /// The end of the retention of kept records; absent for other records, without any, and where there is no end.
        package var keptUntil: Instant?
        /// The reason or the law, in the language of the request.
        package var why: String
    }
}

extension ErasurePlan {
    /// Reads only; nothing changes.
    package static func make(
        for account: ID<Account>,
        at site: Site,
        in languages: [Language],
        _ tx: borrowing Tx
    ) throws -> ErasurePlan {
        var kinds: [Kind] = []
        for data in site.product.personalData {
            kinds.append(try data.plan(for: account, in: site.product.zone, languages, tx))
        }
        kinds.append(try FilesOf(account, site, tx).plan(in: languages))
        return ErasurePlan(isAllowed: try !LegalHold.isOpen(on: account, tx), kinds: kinds)
    }
}

extension PersonalData {
    fileprivate func plan(
        for account: ID<Account>,
        in zone: Zone,
        _ languages: [Language],
        _ tx: borrowing Tx
    ) throws -> ErasurePlan.Kind {
        ErasurePlan.Kind(
            kind: name,
            title: title.text(in: languages),
            action: erasure.action,
            count: try tx.value("SELECT COUNT(*) FROM \(rows(account))", as: Int.self) ?? 0,
            keptUntil: try keptUntil(for: account, in: zone, tx),
            why: erasure.why.text(in: languages)
        )
    }

    private func keptUntil(for account: ID<Account>, in zone: Zone, _ tx: borrowing Tx) throws -> Instant? {
        guard let kept = erasure.kept else { return nil }
        guard let column = kept.from else { return kept.period.end(from: tx.now, in: zone) }
        let newest = try tx.value("SELECT MAX(\(column)) FROM \(rows(account))", as: Instant.self)
        return newest.map { kept.period.end(from: $0, in: zone) }
    }
}

/// The files of an account: to be deleted, or part of kept records.
struct FilesOf {
    let doomed: [ID<StoredFile>]
    private let kept: Int

    init(_ account: ID<Account>, _ site: Site, _ tx: borrowing Tx) throws {
        var kept: Set<ID<StoredFile>> = []
        for data in site.product.personalData where data.erasure.action == .keep {
            guard let files = data.files else { continue }
            kept.formUnion(try tx.values(files(account), as: ID<StoredFile>.self))
        }
        var all: [ID<StoredFile>] = try tx.values(
            "SELECT f.id FROM stored_file f WHERE f.owner_id = \(account) AND f.state <> 'pending' ORDER BY f.id"
        )
        for data in site.product.personalData where data.erasure.action != .keep {
            if let files = data.files { all += try tx.values(files(account), as: ID<StoredFile>.self) }
        }
        doomed = Set(all).subtracting(kept).sorted { $0.description < $1.description }
        self.kept = kept.count
    }

    func plan(in languages: [Language]) -> ErasurePlan.Kind {
        let title: LocalizedText = ["en": "Files", "it": "File", "ar": "الملفات", "ku": "فایلەکان"]
        let why: LocalizedText = [
            "en":
                "Files are deleted with the records they belong to. The files of kept records stay (\(kept)).",
            "it":
                "I file sono eliminati insieme ai dati a cui appartengono. I file dei dati conservati restano (\(kept)).",
            "ar": "تُحذف الملفات مع السجلات التي تتبعها، أما ملفات السجلات المحفوظة فتبقى (\(kept)).",
            "ku":
                "فایلەکان لەگەڵ ئەو تۆمارانەدا دەسڕدرێنەوە کە پێیانەوە بەستراون. فایلی تۆمارە هەڵگیراوەکان دەمێننەوە (\(kept)).",
        ]
        return ErasurePlan.Kind(
            kind: "files",
            title: title.text(in: languages),
            action: .delete,
            count: doomed.count,
            keptUntil: nil,
            why: why.text(in: languages)
        )
    }
}
