import Kernel
import Platform

extension NoticeTemplate.Name {
    static let weeklyReady: Self = "wellness.weekly_ready"
}

let weeklyTemplates = [
    NoticeTemplate(
        .weeklyReady,
        .weekly,
        subject: [
            "en": "Your summary of week {{week}} is ready",
            "it": "Il suo riepilogo della settimana {{week}} è pronto",
        ],
        body: [
            "en": "Open it in the app:\n\n{{link}}",
            "it": "Lo apra nell'app:\n\n{{link}}",
        ],
        preview: ["week": "2026-W11", "link": "https://wellness.example.com/weekly/2026-W11"],
        links: ["link"]
    )
]
