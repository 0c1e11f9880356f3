import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

extension World {
    /// Sara gives a request to an operator, or back to the queue.
    fileprivate func hand(_ ticket: Ticket, to person: Person?) async throws -> Ticket {
        var body: JSONValue = ["operator_id": .null]
        if let person { body["operator_id"] = .string(try await id(of: person)) }
        return try Ticket(
            await self.as(.sara).patch(ticket.adminPath + "/assign", body, headers: ticket.match)
        )
    }
}

@Suite struct HistoryNameTests {
    @Test func `the history says from whom to whom a request went`() async throws {
        let world = try await crowdedOffice(customers: 0)
        let taken = try await world.inReview()
        let elenas = try await world.hand(taken, to: .elena)
        _ = try await world.hand(elenas, to: nil)

        for reader in [Person.sara, .giulia] {
            let history = try await world.as(reader).get(taken.path + "/history")["data"]?.arrayValue ?? []
            let moves = history.filter { $0["event"] == "assign" }
            #expect(moves.map { $0["actor_name"] } == ["Marco Ferri", "Sara Conti", "Sara Conti"])
            #expect(moves.map { $0["from_operator_name"] } == [nil, "Marco Ferri", "Elena Russo"])
            #expect(moves.map { $0["to_operator_name"] } == ["Marco Ferri", "Elena Russo", nil])
            #expect(try await moves.first?["to_operator_id"]?.stringValue == world.id(of: .marco))
            #expect(history.first?["actor_name"] == "Giulia Rossi")
            let others = history.filter { $0["event"] != "assign" }
            #expect(others.allSatisfy { $0["from_operator_id"] == nil && $0["to_operator_id"] == nil })
        }
    }

    @Test func `the audit log says from whom to whom a request went, and names the actor`() async throws {
        let world = try await crowdedOffice(customers: 0)
        let taken = try await world.inReview()
        _ = try await world.hand(taken, to: .elena)
        let (marco, elena) = (try await world.id(of: .marco), try await world.id(of: .elena))

        let path = "/admin/audit-logs?subject_id=\(taken.id)&action=service_request.assign"
        let log = try await world.as(.sara).get(path)["data"]?.arrayValue ?? []

        #expect(log.map { $0["actor_name"] } == ["Sara Conti", "Marco Ferri"])
        #expect(log.first?["details"] == (["from": .string(marco), "to": .string(elena)] as JSONValue))
        #expect(log.last?["details"] == (["to": .string(marco)] as JSONValue))
    }

    @Test func `the history of an appointment says from whom to whom it went`() async throws {
        let world = try await crowdedOffice(customers: 0)
        try await world.hours(of: .marco, on: [1], "09:00", "10:00")
        let type = try await world.appointmentType()
        let meeting = try await world.booked(type, at: "\(monday)T08:00:00Z")
        try await world.hours(of: .elena, on: [1], "09:00", "10:00")
        let given = try await world.as(.sara).patch(
            meeting.adminPath + "/assign",
            ["operator_id": .string(try await world.id(of: .elena))] as JSONValue
        )
        #expect(given.status == 200 && given["operator_name"] == "Elena Russo", "\(given)")
        #expect(given["customer_code"] == "RSSGLI85D52H501N")

        let history = try await world.as(.giulia).get(meeting.path + "/history")["data"]?.arrayValue ?? []

        let move = history.last
        #expect(move?["actor_name"] == "Sara Conti" && move?["event"] == "assign")
        #expect(move?["from_operator_name"] == "Marco Ferri" && move?["to_operator_name"] == "Elena Russo")
    }

    @Test func `messages, notes and documents say who wrote, uploaded and reviewed them`() async throws {
        let world = try await office()
        let request = try await world.inReview()

        let message = try await world.as(.marco).post(request.path + "/messages", ["text": "buongiorno"])
        let answer = try await world.as(.giulia).post(request.path + "/messages", ["text": "eccomi"])
        let note = try await world.as(.sara).post(request.adminPath + "/notes", ["text": "chiamare"])
        try await world.review(world.document("lease_contract", of: request), "approve", as: .marco)

        #expect(message["author_name"] == "Marco Ferri" && answer["author_name"] == "Giulia Rossi")
        #expect(note["author_name"] == "Sara Conti")
        let read = try await world.as(.giulia).get(request.path + "/messages")["data"]?.arrayValue
        #expect(read?.map { $0["author_name"] } == ["Marco Ferri", "Giulia Rossi"])
        let notes = try await world.as(.marco).get(request.adminPath + "/notes")["data"]?.arrayValue
        #expect(notes?.map { $0["author_name"] } == ["Sara Conti"])
        let papers = try await world.as(.sara).get("/documents?request_id=\(request.id)")["data"]?.arrayValue
        let reviewed = papers?.first { $0["category"] == "lease_contract" }
        #expect(reviewed?["uploaded_by_name"] == "Giulia Rossi")
        #expect(reviewed?["reviewed_by_name"] == "Marco Ferri")
        #expect(reviewed?["category_title"] == "Contratto di locazione")
        let id = reviewed?["id"]?.stringValue ?? ""
        let versions = try await world.as(.sara).get("/documents/\(id)/versions")["data"]?.arrayValue
        #expect(versions?.map { $0["uploaded_by_name"] } == ["Giulia Rossi"])
        let history = try await world.as(.sara).get("/documents/\(id)/history")["data"]?.arrayValue
        #expect(history?.map { $0["actor_name"] } == ["Giulia Rossi", "Marco Ferri"])
    }

    @Test func `the queue shows the number, the service, the customer's code and the operator`() async throws
    {
        let world = try await office()
        let request = try await world.inReview()
        let shown = try await world.as(.sara).get(request.path)

        let row = try await world.as(.sara).get("/admin/service-requests")["data"]?[0]

        #expect(row?["reference"] == shown["reference"])
        for line in [row, shown.json] {
            #expect(line?["customer_name"] == "Giulia Rossi")
            #expect(line?["customer_code"] == "RSSGLI85D52H501N")
            #expect(line?["operator_name"] == "Marco Ferri")
            #expect(line?["service_title"] == "ISEE")
        }
        let own = try await world.as(.giulia).get("/service-requests")["data"]?[0]
        #expect(own?["operator_name"] == "Marco Ferri")
    }
}
