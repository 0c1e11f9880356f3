import Kernel
import Platform
import Store

extension ReportDataset {
    /// The events of visitors who agreed to analytics.
    static let events = ReportDataset(
        "events",
        ["it": "Eventi", "en": "Events"],
        from: "visitor_event e",
        filteredBy: [
            ReportDimension("at", .instant, ["it": "Momento", "en": "Moment"], "e.at"),
            ReportDimension("account", .id, ["it": "Account", "en": "Account"], "e.account_id"),
        ],
        dimensions: LocalTimePart.allCases.map { ReportDimension($0, of: "e.at") } + eventDimensions,
        measures: eventMeasures
    )

    // swift-format-ignore
    private static let eventDimensions: [ReportDimension] = [
        ReportDimension("name",     .text, ["it": "Evento", "en": "Event"], "e.name"),
        ReportDimension("about",    .id,   ["it": "Oggetto", "en": "Object"], "e.subject_id"),
        ReportDimension("subject",  .text, ["it": "Materia", "en": "Subject"], "e.properties ->> 'subject'"),
        ReportDimension("source",   .text, ["it": "Provenienza", "en": "Source"], "e.properties ->> 'source'"),
        ReportDimension("medium",   .text, ["it": "Mezzo", "en": "Medium"], "e.properties ->> 'medium'"),
        ReportDimension("campaign", .text, ["it": "Campagna", "en": "Campaign"], "e.properties ->> 'campaign'"),
        ReportDimension("channel",  .text, ["it": "Canale", "en": "Channel"], "e.properties ->> 'channel'"),
        ReportDimension("is_known", .integer, ["it": "Con account", "en": "With an account"], "CASE WHEN e.account_id IS NULL THEN 0 ELSE 1 END"),
    ]

    // swift-format-ignore
    private static let eventMeasures: [ReportMeasure] = [
        ReportMeasure("events",   .integer, ["it": "Eventi", "en": "Events"], "COUNT(*)"),
        ReportMeasure("visitors", .integer, ["it": "Visitatori", "en": "Visitors"], "COUNT(DISTINCT e.visitor)"),
        ReportMeasure("accounts", .integer, ["it": "Account", "en": "Accounts"], "COUNT(DISTINCT e.account_id)"),
    ]

    /// The reviews of lessons and packages, by the time of writing.
    static let reviews = ReportDataset(
        "reviews",
        ["it": "Recensioni", "en": "Reviews"],
        from: """
            review r LEFT JOIN package k ON r.about_kind = 'package' AND k.id = r.about_id
              LEFT JOIN tutor t ON t.id = CASE WHEN r.about_kind = 'tutor' THEN r.about_id ELSE k.tutor_id END
            """,
        filteredBy: [
            ReportDimension("written_at", .instant, ["it": "Scrittura", "en": "Writing"], "r.created_at")
        ],
        dimensions: LocalTimePart.allCases.map { ReportDimension($0, of: "r.created_at") } + reviewDimensions,
        measures: reviewMeasures
    )

    // swift-format-ignore
    private static let reviewDimensions: [ReportDimension] = [
        ReportDimension("tutor",      .id,      ["it": "Insegnante", "en": "Tutor"], "t.id"),
        ReportDimension("tutor_name", .text,    ["it": "Nome dell'insegnante", "en": "Name of the tutor"], "t.display_name"),
        ReportDimension("about",      .text,    ["it": "Oggetto", "en": "About"], "r.about_kind"),
        ReportDimension("state",      .text,    ["it": "Stato", "en": "State"], "r.state"),
        ReportDimension("stars",      .integer, ["it": "Stelle", "en": "Stars"], "r.overall"),
        ReportDimension("is_flagged", .integer, ["it": "Sospetta", "en": "Flagged"], "CASE WHEN r.is_flagged THEN 1 ELSE 0 END"),
    ]

    // swift-format-ignore
    private static let reviewMeasures: [ReportMeasure] = [
        ReportMeasure("reviews",  .integer, ["it": "Recensioni", "en": "Reviews"], "COUNT(*)"),
        ReportMeasure("rating",   .percent, ["it": "Voto medio", "en": "Mean rating"], "CAST(ROUND(AVG(r.overall) * 100) AS bigint)"),
        ReportMeasure("answered", .integer, ["it": "Con risposta", "en": "Answered"], "COUNT(r.replied_at)"),
    ]
}
