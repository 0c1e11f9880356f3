import Kernel
import Store

/// A comparison of a field on the list with values of its kind.
struct CheckedFilter: Sendable {
    let field: ReportDimension
    let op: ReportPlan.Comparison
    let values: [ReportValue]

    init(
        _ filter: ReportPlan.Filter,
        of dataset: ReportDataset,
        at place: String
    ) throws(Problem) {
        guard let field = dataset.filterable.first(where: { $0.key == filter.field }) else {
            throw Problem(.invalid, faults: [.init("\(place)/field", .offTheList)])
        }
        let kind = field.column.kind
        guard !filter.op.isOrder || kind.isOrdered else {
            throw Problem(.invalid, faults: [.init("\(place)/op", .offTheList)])
        }
        let given = filter.op == .in ? filter.value.arrayValue : [filter.value]
        guard let given, (1...ReportPlan.mostValues).contains(given.count) else {
            throw Problem(.invalid, faults: [.init("\(place)/value", .valueOfAnotherKind)])
        }
        let values = given.compactMap(kind.value)
        guard values.count == given.count else {
            throw Problem(.invalid, faults: [.init("\(place)/value", .valueOfAnotherKind)])
        }
        self.field = field
        op = filter.op
        self.values = values
    }

    func condition(_ time: LocalTimeSQL) -> SQL {
        let left = field.sql(time)
        switch op {
        case .eq: return "\(left) = \(right)"
        case .ne: return "(\(left) IS NULL OR \(left) <> \(right))"
        case .lt: return "\(left) < \(right)"
        case .lte: return "\(left) <= \(right)"
        case .gt: return "\(left) > \(right)"
        case .gte: return "\(left) >= \(right)"
        case .in: return SQL.any(values.map { "\(left) = \($0.sql)" })
        }
    }

    private var right: SQL { values.first?.sql ?? "NULL" }
}

extension ReportColumn.Kind {
    fileprivate var isOrdered: Bool { self != .id && self != .text && self != .reference }

    /// The value of a filter; nil for one of another kind.
    fileprivate func value(_ json: JSONValue) -> ReportValue? {
        switch self {
        case .id: json.stringValue.flatMap { ID<Subject>($0) }.map { .id($0) }
        case .text: json.stringValue.flatMap { $0.count <= 200 ? .text($0) : nil }
        case .integer, .money, .duration, .percent, .reference: json.integerValue.map { .integer($0) }
        case .instant: json.stringValue.flatMap { Instant($0) }.map { .instant($0) }
        case .date: json.stringValue.flatMap { CivilDate($0) }.map { .date($0) }
        }
    }
}

extension ReportValue {
    fileprivate var sql: SQL {
        switch self {
        case .none: "NULL"
        case .id(let id): "\(id)"
        case .text(let text): "\(text)"
        case .integer(let number): "\(number)"
        case .instant(let instant): "\(instant)"
        case .date(let date): "\(date)"
        }
    }
}
