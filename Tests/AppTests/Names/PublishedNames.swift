import Foundation
import Platform
import TestKit
import Web

@testable import App

/// The strings of a product that stand in databases, or that clients know: what they are called in Swift may change, they may not.
struct PublishedNames {
    private(set) var kinds: [(title: String, names: Set<String>)]

    init(of product: ProductDefinition) throws {
        let problems = product.problems + product.documented().problems
        let sources = try ProductSources(of: product)
        kinds = [
            ("problem codes", problems.map(\.name)),
            ("audit actions", product.auditActions),
            ("job kinds", product.jobs.map { $0.kind }),
            ("schedules", product.schedules.map(\.name)),
            ("events for webhooks", product.webhooks.map(\.type)),
            ("events for connected clients", sources.literals(firstIn: "publish")),
            ("templates", product.templates.map(\.name.description)),
            ("tables", Array(product.mappedTables)),
            ("permissions", product.access.grants.map(\.permission.name)),
            ("roles", product.access.roles.map(\.name) + product.access.programs.map(\.role.name)),
            ("quotas", product.quotas.map(\.name)),
            ("reports", product.reports.map(\.name)),
            ("personal data", product.personalData.map(\.name)),
            ("retention", product.retention.map(\.name)),
        ]
        .map { ($0.0, Set($0.1)) }
    }

    /// Reads what ``text`` has written.
    init(parsing text: String) {
        kinds = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# ") {
                kinds.append((String(line.dropFirst(2)), []))
            } else if !kinds.isEmpty {
                kinds[kinds.count - 1].names.insert(String(line))
            }
        }
    }

    var text: String {
        let lists = kinds.map { "\n# \($0.title)\n" + $0.names.sorted().map { $0 + "\n" }.joined() }
        return Self.notice + lists.joined()
    }

    private static let notice =
        """
        Added to by `make golden`; take no line out that has been in a release.
        These strings stand in databases, or clients know them: they stay, whatever becomes of the code.

        """

    /// The names that are missing in `other`, such as `job kinds: files.scan`.
    func missing(in other: PublishedNames) -> [String] {
        kinds.flatMap { kind in
            kind.names.subtracting(other.names(of: kind.title)).sorted().map { "\(kind.title): \($0)" }
        }
    }

    /// With everything of `other` too, so that what was lost is not forgotten.
    func adding(_ other: PublishedNames) -> PublishedNames {
        var both = self
        for index in kinds.indices { both.kinds[index].names.formUnion(other.names(of: kinds[index].title)) }
        both.kinds += other.kinds.filter { lost in !kinds.contains { $0.title == lost.title } }
        return both
    }

    private func names(of title: String) -> Set<String> {
        kinds.first { $0.title == title }?.names ?? []
    }
}
