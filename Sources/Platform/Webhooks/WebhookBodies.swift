import Kernel
import Web

/// A webhook to be created.
struct NewWebhook: Body {
    /// The receiver of the events; its host must have a public address.
    var url: WebhookURL
    /// A note for the administrators, empty by default.
    var description: Line<0, 500>?
    /// One to fifty selections of events, each of which must match an event of the product.
    var events: [EventFilter]

    func check(at site: Site) throws {
        try site.dependencies.webhooks.check(url)
        try events.check(at: site)
    }
}

/// A change of a webhook; absent members stay as they are.
struct WebhookChanges: Body, MergePatch {
    /// The receiver of the events; its host must have a public address.
    var url: WebhookURL?
    /// A note for the administrators; null clears it.
    var description: Change<Line<0, 500>>
    /// The whole new list, one to fifty selections of events.
    var events: [EventFilter]?
    /// `disabled` stops new events and holds pending deliveries; `active` resumes without the held ones.
    var state: WebhookEndpoint.State?

    func check(at site: Site) throws {
        if let url { try site.dependencies.webhooks.check(url) }
        try events?.check(at: site)
    }

    /// The names of the members in the request.
    var fields: [String] {
        let given = [
            ("url", url != nil), ("description", description.isGiven), ("events", events != nil),
            ("state", state != nil),
        ]
        return given.filter(\.1).map(\.0)
    }

    func applied(to endpoint: WebhookEndpoint, at now: Instant) -> WebhookEndpoint {
        var endpoint = endpoint
        if let url { endpoint.url = url }
        if description.isGiven { endpoint.description = description.value?.rawValue ?? "" }
        if let events { endpoint.events = events }
        switch state {
        case .active: endpoint.enable()
        case .disabled where endpoint.state == .active: endpoint.disable(because: .byAdministrator, at: now)
        default: break
        }
        return endpoint
    }
}

/// The rotation of a webhook's secret.
struct SecretRotation: Body {
    /// Whether the previous secret ends at once, as after a leak; by default it also signs events for 24 hours.
    var expireNow: Bool?
}

/// A request to redeliver the events of a period.
struct RedeliveryRequest: Body {
    /// The start of the period, by the time of the events.
    var from: Instant
    /// The end of the period, itself excluded; now by default.
    var until: Instant?
    /// The states of the deliveries to be sent again; `failed` and `held` by default, `pending` has no effect.
    var states: [WebhookDelivery.State]?

    /// The requested states without `pending`, whose deliveries are sent anyway.
    var finishedStates: [WebhookDelivery.State] {
        (states ?? [.failed, .held]).filter { $0 != .pending }
    }

    func check() throws {
        if let until, until <= from {
            throw Problem(.invalid, faults: [Problem.Fault("/until", Refusal(.notAccepted))])
        }
    }
}

extension [EventFilter] {
    fileprivate func check(at site: Site) throws {
        guard (1...50).contains(count) else {
            throw Problem(.invalid, faults: [Problem.Fault("/events", .oneToFifty)])
        }
        let strange = enumerated().filter { filter in
            !site.product.events.contains { filter.element.matches($0.type) }
        }
        guard strange.isEmpty else {
            throw Problem(
                .invalid,
                faults: strange.map { Problem.Fault("/events/\($0.offset)", .unknownEvent) }
            )
        }
    }
}
