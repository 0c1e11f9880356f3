import Kernel

/// The datasets from which administrators build reports, and the reports that are there from the start.
package struct ReportBuilder: Sendable {
    let permission: Permission
    package let datasets: [ReportDataset]
    package let stock: [StockReport]

    package init(needs permission: Permission, _ datasets: [ReportDataset], stock: [StockReport]) {
        self.permission = permission
        self.datasets = datasets
        self.stock = stock
    }

    /// The names in the stock that are not on the lists; empty in a sound product.
    package var flaws: [String] {
        stock.compactMap { report -> String? in
            do throws(Problem) {
                _ = try CheckedPlan(report.plan, among: datasets)
                return nil
            } catch {
                return "\(report.title.text(in: .english)): \(error.faults.map(\.pointer))"
            }
        }
    }
}

/// A report that every site of the product has.
package struct StockReport: Sendable {
    /// Never changes: callers remember it.
    let number: UInt8
    package let title: LocalizedText
    package let plan: ReportPlan

    package init(_ number: UInt8, _ title: LocalizedText, _ plan: ReportPlan) {
        self.number = number
        self.title = title
        self.plan = plan
    }

    package var id: ID<BuiltReport> { ID(raw: UInt128(number)) }
}
