import Kernel
import Platform
import Store
import Web

/// The numbers of messages for administrators.
enum NoticeFigureRoutes {
    static let routes = rows.tagged("Notifications")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                            handler needs
        Get("/admin/notifications/analytics", show,  .figuresRead, "Get the numbers of messages",
            details: "The messages written on these days of Rome, by template and channel. Reading is known of the app only, arrival of text messages and WhatsApp.")
    }

    static func show(
        _ call: Call,
        span: FigureSpan,
        filter: NoticeFigureFilter
    ) async throws -> NoticeFigures {
        let period = try span.period(in: call.site.product.zone)
        let template = try filter.found(in: call.site.product)
        return try await call.db.read { tx in
            try NoticeFigures.of(period.start..<period.end, template: template, channel: filter.channel, tx)
        }
    }
}

/// Conditions on the numbers of messages.
struct NoticeFigureFilter: Query {
    /// Only messages with this key in the list of templates.
    var template: Line<1, 100>?
    /// Only messages by this channel.
    var channel: NoticeTemplate.Channel?

    fileprivate func found(in product: ProductDefinition) throws(Problem) -> NoticeTemplate? {
        guard let template else { return nil }
        guard let found = product.template(named: .init(template.rawValue)) else {
            throw Problem(.invalid, faults: [.init("query/template", .unknownTemplate)])
        }
        return found
    }
}

extension Refusal {
    static let unknownTemplate = Refusal(
        "unknown_template",
        ["it": "non è un modello di messaggio", "en": "is not a template of messages"]
    )
}
