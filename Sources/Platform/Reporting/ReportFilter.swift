import Kernel
import Store

/// The filters of a report: a flat structure, given in the query or as an object of an export.
package protocol ReportFilter: Codable, Sendable {
    /// Faults that its types cannot express, by member, as a period that ends before it starts.
    var faults: [Problem.Fault] { get }
}

extension ReportFilter {
    package var faults: [Problem.Fault] { [] }

    static func read(_ value: JSONValue, at place: String) throws -> Self {
        let faults = Schema.recorded(for: Self.self).faults(in: value, at: place)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        let filter: Self
        do {
            filter = try JSON.decode(Self.self, from: value)
        } catch let error as DecodingError {
            let fault = error.fault
            throw Problem(.invalid, faults: [Problem.Fault(place + fault.pointer, fault.refusal)])
        }
        try filter.check(at: place)
        return filter
    }

    /// Refused with 422 when there are ``faults``.
    package func check(at place: String = "query") throws {
        let found = faults.map { Problem.Fault("\(place)/\($0.pointer)", $0.refusal) }
        guard found.isEmpty else { throw Problem(.invalid, faults: found) }
    }
}
