import Kernel
import Web

/// The events as they were sent, because each malformed one is refused on its own.
struct OfferedEvents: RouteInput {
    let events: [Result<NewEvents.NewEvent, Problem>]
    let consent: Bool

    private struct Loose: Body {
        var events: [JSONValue]
        var consent: Bool?
    }

    static func describe(_ operation: inout Operation) {
        NewEvents.describe(&operation)
    }

    static func read(from reader: RequestReader) async throws -> OfferedEvents {
        let body = try await Loose.read(from: reader)
        guard (1...VisitorPolicy.mostEvents).contains(body.events.count) else {
            let refusal =
                body.events.isEmpty ? Refusal(.required) : Refusal(.tooMany(VisitorPolicy.mostEvents))
            throw Problem(.invalid, faults: [.init("/events", refusal)])
        }
        let events = body.events.map { value in
            Result { () throws(Problem) in try JSON.read(NewEvents.NewEvent.self, from: value) }
        }
        return OfferedEvents(events: events, consent: body.consent == true)
    }

    func refusingAll(_ code: EventsReceived.Code) -> [EventsReceived.Refused] {
        events.indices.map { .init(index: $0, code: code) }
    }
}

extension EventsReceived.Refused {
    private static let mostErrors = 10

    /// A malformed event.
    init(_ index: Int, _ problem: Problem, in languages: [Language]) {
        self.init(index: index, code: .malformed)
        errors = problem.faults.prefix(Self.mostErrors).map { fault in
            .init(
                pointer: "/events/\(index)\(fault.pointer)",
                code: fault.refusal.code,
                message: fault.refusal.message.text(in: languages)
            )
        }
    }
}
