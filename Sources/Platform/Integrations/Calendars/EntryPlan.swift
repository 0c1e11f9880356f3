import Kernel

/// One event to write, and the calendar for it.
struct EntryPlan: Sendable {
    let event: OutsideEvent?
    let integration: Integration
    private let name: String
    private let link: CalendarLink
    private let conference: String?
    private let isNew: Bool

    init(
        _ event: OutsideEvent?,
        named subject: ID<Subject>,
        _ link: CalendarLink,
        _ integration: Integration,
        conference: String?,
        isNew: Bool
    ) {
        self.event = event
        self.link = link
        self.integration = integration
        self.conference = conference
        self.isNew = isNew
        name = CalendarEntry.name(of: subject)
    }

    var path: String { link.path + "/events/" + name }

    /// Inserts the event; one that is there already (409) is changed, as is a known one.
    func write(_ event: OutsideEvent, _ google: GoogleServices, at site: Site) async throws -> JSONValue {
        let grant = try integration.grant(at: site)
        let query = ["sendUpdates", "none"] + (event.wantsConference ? ["conferenceDataVersion", "1"] : [])
        let body = body(of: event, at: site)
        if isNew {
            do {
                var new = body
                new["id"] = .string(name)
                return try await google.call("POST", link.path + "/events", query, body: new, for: grant)
            } catch GoogleFailure.conflict {
                // An earlier attempt made it.
            }
        }
        do {
            return try await google.call("PATCH", path, query, body: body, for: grant)
        } catch GoogleFailure.missing where !isNew {
            var new = body
            new["id"] = .string(name)
            return try await google.call("POST", link.path + "/events", query, body: new, for: grant)
        }
    }

    private func body(of event: OutsideEvent, at site: Site) -> JSONValue {
        let mark = JSONValue.object([CalendarItem.mark: .string(site.product.name)])
        var body: JSONValue = [
            "summary": .string(event.title), "description": .string(event.details), "status": "confirmed",
            "start": ["dateTime": .string(event.startsAt.description)],
            "end": ["dateTime": .string(event.endsAt.description)], "extendedProperties": ["private": mark],
        ]
        if let location = event.location { body["location"] = .string(location) }
        if event.wantsConference, let conference {
            let request: JSONValue = [
                "requestId": .string(conference), "conferenceSolutionKey": ["type": "hangoutsMeet"],
            ]
            body["conferenceData"] = ["createRequest": request]
        }
        return body
    }
}
