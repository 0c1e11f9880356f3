import Kernel
import Platform
import Store

extension NoticeTemplate.Name {
    static let releaseReady: Self = "wellness.release_ready"
    static let releaseWithdrawn: Self = "wellness.release_withdrawn"
}

extension Release {
    /// Sends every administrator of the organisation a link to the new figures.
    func notifyReady(at site: Site, _ tx: borrowing Tx) throws {
        try notifyAdministrators(
            .releaseReady,
            "link",
            "\(site.dependencies.pagesAddress)/organizations/\(organization)/reports/releases/\(id)",
            tx
        )
    }

    /// Sends every administrator of the organisation the reason of the withdrawal.
    func notifyWithdrawn(_ tx: borrowing Tx) throws {
        let reason = try tx.value("SELECT state_reason FROM release WHERE id = \(id)", as: String.self)
        try notifyAdministrators(.releaseWithdrawn, "reason", reason ?? "", tx)
    }

    private func notifyAdministrators(
        _ template: NoticeTemplate.Name,
        _ member: String,
        _ text: String,
        _ tx: borrowing Tx
    ) throws {
        let name = try Organization.find(organization, tx).name.rawValue
        try Notifications.notify(.administrators(of: organization), tx) { language in
            Notice(
                template: template,
                about: (Self.kind, id.cast()),
                values: ["organization": name, "month": month.words(in: language), member: text],
                key: "\(id)"
            )
        }
    }
}

extension Recipients {
    /// The active administrators of an organisation.
    static func administrators(of organization: ID<Organization>) -> Recipients {
        Recipients(
            where: """
                a.role = \(Role.businessAdmin.name) AND EXISTS (
                    SELECT 1 FROM membership m
                     WHERE m.account_id = a.id AND m.organization_id = \(organization) AND m.state = 'active')
                """
        )
    }
}

extension CalendarMonth {
    /// The month in words, such as March 2026.
    func words(in language: Language) -> String {
        let names = language == .italian ? Self.italian : Self.english
        return "\(names[month - 1]) \(year)"
    }

    private static let english = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
    private static let italian = [
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre",
        "ottobre", "novembre", "dicembre",
    ]
}

private let example = [
    "organization": "Rossi Impianti", "month": "March 2026",
    "link": "https://wellness.example.com/organizations/1/reports/releases/1",
    "reason": "The figures of two departments were exchanged.",
]

/// The notices about releases, for the administrators of an organisation.
let releaseTemplates = [
    NoticeTemplate(
        .releaseReady,
        .releases,
        subject: [
            "en": "{{organization}}: figures of {{month}}", "it": "{{organization}}: dati di {{month}}",
        ],
        body: [
            "en": """
            The figures of {{organization}} for {{month}} are ready:

            {{link}}

            They are anonymous and will not change. Where a figure could reveal something about a person, a band is shown, or nothing.
            """,
            "it": """
            I dati di {{organization}} per {{month}} sono disponibili:

            {{link}}

            Sono anonimi e non cambieranno. Quando un dato potrebbe rivelare qualcosa di una persona, è mostrata una fascia, o nulla.
            """,
        ],
        preview: example.filter { $0.key != "reason" },
        links: ["link"]
    ),
    NoticeTemplate(
        .releaseWithdrawn,
        .releases,
        subject: [
            "en": "{{organization}}: figures of {{month}} withdrawn",
            "it": "{{organization}}: dati di {{month}} ritirati",
        ],
        body: [
            "en": """
            The figures of {{organization}} for {{month}} have been withdrawn. They are no longer shown and will not be published again.

            {{reason}}
            """,
            "it": """
            I dati di {{organization}} per {{month}} sono stati ritirati. Non sono più visibili e non saranno pubblicati di nuovo.

            {{reason}}
            """,
        ],
        preview: example.filter { $0.key != "link" }
    ),
]
