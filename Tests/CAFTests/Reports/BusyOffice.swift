import Kernel
import Platform
import Store
import TestKit

@testable import CAF

/// An office with a year's work behind it: three operators, three thousand requests of a fixed seed.
func busyOffice() async throws -> World {
    try await World(caf, cast: "busy") { site in
        _ = try await DemoCast.hire(DemoCast.sara, at: site)
        var people = BusyOffice()
        for number in 1...2 {
            let colleague = DemoCast.marco.replacing("marco.operatore", with: "operatore.\(number)")
                .replacing("\"Ferri\"", with: "\"Ferri \(number)\"")
            people.operators.append(try await DemoCast.hire(colleague, at: site))
        }
        people.operators.append(try await DemoCast.hire(DemoCast.marco, at: site))
        people.customers.append(try await DemoCast.enrol(DemoCast.giulia, at: site))
        people.customers.append(try await DemoCast.enrol(DemoCast.luca, at: site))
        let cast = people
        try await site.db.write { tx in
            var dice = Dice(seed: 2026)
            for _ in 0..<3_000 { try cast.openRequest(&dice, tx) }
        }
    }
}

private struct BusyOffice: Sendable {
    var operators: [Actor] = []
    var customers: [Actor] = []

    /// Anything that the lifecycle allows, at some second of the thirteen months before the world begins.
    func openRequest(_ dice: inout Dice, _ tx: borrowing Tx) throws {
        let status = ServiceRequest.Status.allCases[Int.random(in: 0..<7, using: &dice)]
        let created = TestClock.start - .seconds(Int.random(in: 0..<34_000_000, using: &dice))
        let submitted = status == .draft ? nil : after(created, 3_000_000, &dice)
        let isDone = [ServiceRequest.Status.completed, .closed, .rejected].contains(status)
        let stopped = isDone ? submitted.map { after($0, 2_000_000, &dice) } : nil
        // Round times, so that many requests took equally long.
        let isRound = Int.random(in: 0..<4, using: &dice) == 0
        let finished = isRound ? stopped.flatMap { _ in submitted.map { $0 + .hours(48) } } : stopped
        let due = submitted.map { after($0, 2_000_000, &dice) }
        let paused = status == .missingDocuments ? submitted : nil
        let worker =
            status == .draft ? nil : (operators.map(\.account) + [nil]).randomElement(using: &dice) ?? nil
        let customer = customers[Int.random(in: 0..<customers.count, using: &dice)].account
        let service = Service.Code.allCases[Int.random(in: 0..<4, using: &dice)]
        try tx.execute(
            """
            INSERT INTO service_request (id, customer_id, service, tax_year, status, operator_id, duplicate_reason, sections,
                                         created_at, queued_at, updated_at, submitted_at, version, due_at, paused_at, stopped_at)
            VALUES (\(tx.newID(of: ServiceRequest.self)), \(customer), \(service), 2025, \(status), \(worker), 'generated',
                    \(json: JSONValue.object([:])), \(created), \(created), \(created), \(submitted), 1, \(due), \(paused),
                    \(finished))
            """
        )
    }

    /// Some time later, but never after the world begins; a part of them to the microsecond.
    private func after(_ start: Instant, _ seconds: Int, _ dice: inout Dice) -> Instant {
        let later = start + .microseconds(Int64.random(in: 0..<Int64(seconds) * 1_000_000, using: &dice))
        return min(later, TestClock.start)
    }
}

extension String {
    fileprivate func replacing(_ text: String, with other: String) -> String {
        guard let range = firstRange(of: text) else { return self }
        return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
    }
}
