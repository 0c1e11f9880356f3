import Kernel
import Store

/// One kind of personal data: where it is, how its owner gets a copy, what erasure does with it.
///
/// Together with ``ImpersonalTable`` these rows name every table of a site; a test compares them with the
/// live schema.
package struct PersonalData: Sendable {
    /// The name in plans and the file in an export, as `sessions`.
    package let name: String
    package let title: LocalizedText
    package let tables: [String]
    /// The rows of one person, as what follows `FROM`: with a condition at its end.
    package let rows: @Sendable (ID<Account>) -> SQL
    /// Nil when a copy would tell its owner nothing, or it is shown elsewhere.
    package let export: Export?
    package let erasure: Erasure
    /// The files that belong to the rows, as a query of their identities.
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
    /// What is done when its owner goes.
    package struct Erasure: Sendable {
        package enum Action: String, Codable, CaseIterable, Sendable {
            case delete
            /// The rows stay without anything that tells whose they were.
            case anonymise
            /// They stay for as long as the law wants.
            case keep
        }

        package let action: Action
        /// Why, and for what is kept the law that wants it.
        package let why: LocalizedText
        /// Run in order, in the transaction of the erasure.
        package let steps: @Sendable (ID<Account>, Instant) -> [SQL]
        package let kept: Kept?

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

        /// Without an end it stays as long as the site.
        package static func keep(
            _ kept: Kept? = nil,
            because why: LocalizedText,
            _ steps: @escaping @Sendable (ID<Account>, Instant) -> [SQL] = { _, _ in [] }
        ) -> Erasure {
            Erasure(action: .keep, why: why, steps: steps, kept: kept)
        }
    }

    /// For how long from when.
    package struct Kept: Sendable {
        package let period: Period
        /// The column with the moment it counts from; the erasure itself when there is none.
        package let from: SQL?

        package init(for period: Period, from: SQL? = nil) {
            self.period = period
            self.from = from
        }
    }
}

/// A table without personal data, and why that is so.
package struct ImpersonalTable: Sendable {
    package let name: String
    package let why: String

    package init(_ name: String, _ why: String) {
        self.name = name
        self.why = why
    }
}
