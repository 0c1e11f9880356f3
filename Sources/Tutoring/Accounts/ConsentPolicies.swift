import Platform

extension Consent.Purpose {
    /// The reckoning of visits and searches.
    static let analytics = Consent.Purpose(rawValue: "analytics")
    /// Messages through WhatsApp.
    static let whatsapp = Consent.Purpose(rawValue: "whatsapp")
}

// swift-format-ignore
let policies: [Policy] = [
    Policy(.privacy,   version: "2026-01", since: "2026-01-01", at: "/cms/pages/privacy", requiredOf: .student, .tutor, .admin),
    Policy(.terms,     version: "2026-01", since: "2026-01-01", at: "/cms/pages/terms",   requiredOf: .student, .tutor),
    Policy(.marketing, version: "2026-01", since: "2026-01-01", at: "/cms/pages/privacy"),
    Policy(.analytics, version: "2026-01", since: "2026-01-01", at: "/cms/pages/privacy"),
    Policy(.whatsapp,  version: "2026-01", since: "2026-01-01", at: "/cms/pages/privacy"),
]
