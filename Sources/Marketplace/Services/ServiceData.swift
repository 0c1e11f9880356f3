import Kernel
import Platform
import Store

extension Service {
    /// Others offer the services that somebody proposed, so they stay.
    static let personalData = PersonalData(
        "services",
        ["en": "Services proposed"],
        tables: ["service"],
        rows: { "service s JOIN provider p ON p.id = s.creator_id WHERE p.account_id = \($0)" },
        export: .init(
            by: "s.id",
            .text("name", "s.name"),
            .text("description", "s.description"),
            .text("status", "s.status"),
            .instant("created_at", "s.created_at")
        ),
        erasure: .keep(because: [
            "en": "The services are part of the catalogue and say nothing about a person."
        ])
    )
}

extension Offer {
    static let personalData = PersonalData(
        "offers",
        ["en": "Services offered"],
        tables: ["offer"],
        rows: { "offer o JOIN provider p ON p.id = o.provider_id WHERE p.account_id = \($0)" },
        export: .init(
            by: "o.service_id",
            .id("service", "o.service_id"),
            .instant("created_at", "o.created_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) {
            [
                "DELETE FROM offer WHERE provider_id IN (SELECT p.id FROM provider p WHERE p.account_id = \($0))"
            ]
        }
    )
}
