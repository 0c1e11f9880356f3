import Kernel
import Store

/// The content of a built report: names of a dataset's lists, and values to compare with.
package struct ReportPlan: Codable, Hashable, Sendable {
    package var dataset: String
    package var dimensions: [String]
    package var measures: [String]
    package var filters: [Filter]
    /// The name of a column, with `-` before it for descending order; nil sorts by the dimensions.
    package var sort: String?

    package init(
        _ dataset: String,
        by dimensions: [String],
        _ measures: [String],
        where filters: [Filter] = [],
        sort: String? = nil
    ) {
        self.dataset = dataset
        self.dimensions = dimensions
        self.measures = measures
        self.filters = filters
        self.sort = sort
    }

    /// A comparison of a field with a value.
    package struct Filter: Codable, Hashable, Sendable {
        /// The name of a dimension or of another field of the dataset.
        package var field: String
        /// The comparison.
        package var op: Comparison
        /// The value, or for `in` a list of at most a hundred.
        package var value: JSONValue

        package init(_ field: String, _ op: Comparison, _ value: JSONValue) {
            self.field = field
            self.op = op
            self.value = value
        }
    }

    /// A comparison of a field with a value.
    package enum Comparison: String, Codable, CaseIterable, Sendable {
        /// Equal to the value.
        case eq
        /// Not equal to the value, or without one.
        case ne
        /// Less than the value.
        case lt
        /// At most the value.
        case lte
        /// Greater than the value.
        case gt
        /// At least the value.
        case gte
        /// Equal to one of the values.
        case `in`

        var isOrder: Bool {
            switch self {
            case .lt, .lte, .gt, .gte: true
            case .eq, .ne, .in: false
            }
        }
    }

    static let mostDimensions = 3
    static let mostMeasures = 5
    static let mostFilters = 10
    static let mostValues = 100
    static let mostRows = 10_000
}

/// A plan whose names are all on the lists: only it becomes SQL.
struct CheckedPlan: Sendable {
    let dataset: ReportDataset
    let dimensions: [ReportDimension]
    let measures: [ReportMeasure]
    let filters: [CheckedFilter]
    let sort: ReportOrder?

    var columns: [ReportColumn] { dimensions.map(\.column) + measures.map(\.column) }

    /// Refused with 422 at every name off the lists, and every value of another kind.
    init(_ plan: ReportPlan, among datasets: [ReportDataset]) throws(Problem) {
        guard let dataset = datasets.first(where: { $0.key == plan.dataset }) else {
            throw Problem(.invalid, faults: [.init("/dataset", .offTheList)])
        }
        var faults: [Problem.Fault] = []
        self.dataset = dataset
        dimensions = Self.named(plan.dimensions, among: dataset.dimensions, \.key, at: "/dimensions", &faults)
        measures = Self.named(plan.measures, among: dataset.measures, \.key, at: "/measures", &faults)
        Self.limit(plan.dimensions.count, 0...ReportPlan.mostDimensions, at: "/dimensions", &faults)
        Self.limit(plan.measures.count, 1...ReportPlan.mostMeasures, at: "/measures", &faults)
        Self.limit(plan.filters.count, 0...ReportPlan.mostFilters, at: "/filters", &faults)
        var filters: [CheckedFilter] = []
        for (index, filter) in plan.filters.enumerated() {
            do throws(Problem) {
                filters.append(try CheckedFilter(filter, of: dataset, at: "/filters/\(index)"))
            } catch {
                faults += error.faults
            }
        }
        self.filters = filters
        let isDescending = plan.sort?.hasPrefix("-") == true
        let name = plan.sort.map { String($0.dropFirst(isDescending ? 1 : 0)) }
        sort = name.map { ReportOrder(column: $0, isDescending: isDescending) }
        let known = dimensions.map(\.key) + measures.map(\.key)
        if let name, !known.contains(name) { faults.append(.init("/sort", .offTheList)) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    private static func named<Item>(
        _ names: [String],
        among items: [Item],
        _ key: (Item) -> String,
        at place: String,
        _ faults: inout [Problem.Fault]
    ) -> [Item] {
        var found: [Item] = []
        for (index, name) in names.enumerated() {
            if names[..<index].contains(name) {
                faults.append(.init("\(place)/\(index)", .namedTwice))
            } else if let item = items.first(where: { key($0) == name }) {
                found.append(item)
            } else {
                faults.append(.init("\(place)/\(index)", .offTheList))
            }
        }
        return found
    }

    private static func limit(
        _ count: Int,
        _ range: ClosedRange<Int>,
        at place: String,
        _ faults: inout [Problem.Fault]
    ) {
        if count < range.lowerBound { faults.append(.init(place, Refusal(.required))) }
        if count > range.upperBound { faults.append(.init(place, Refusal(.tooMany(range.upperBound)))) }
    }
}
