import Kernel
import Web

struct NewWebhook: Body {
    var url: WebhookURL
    var description: Line<0, 500>?
    /// Types of events, with `*` at the end for all that begin alike.
    var events: [EventFilter]

    func check(at site: Site) throws {
        try site.dependencies.webhooks.check(url)
        try events.check(at: site)
    }
}

struct WebhookChanges: Body, MergePatch {
    var url: WebhookURL?
    var description: Change<Line<0, 500>>
    var events: [EventFilter]?
    var state: WebhookEndpoint.State?

    func check(at site: Site) throws {
        if let url { try site.dependencies.webhooks.check(url) }
        try events?.check(at: site)
    }

    /// Which ones are given.
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

struct SecretRotation: Body {
    /// The secret before is void at once, as when it has leaked.
    var expireNow: Bool?
}

struct RedeliveryRequest: Body {
    /// Events that happened from then on.
    var from: Instant
    /// And before; now when absent.
    var until: Instant?
    /// Which deliveries; those that failed or were held when absent.
    var states: [WebhookDelivery.State]?

    /// What is pending will be sent anyway.
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
