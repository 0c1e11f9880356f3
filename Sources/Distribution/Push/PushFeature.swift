import Kernel
import Platform
import Store

extension Feature {
    static let push = Feature(
        routes: Pushes.routes,
        migrations: [Announcement.migration],
        jobs: [SendAnnouncement.self],
        impersonalTables: [
            ImpersonalTable(
                "announcement",
                "what administrators told a zone or each other, by whom as an identity"
            )
        ],
        retention: [Announcement.retention],
        templates: [announcement, pushTest]
    )
}

extension NoticeTemplate.Name {
    static let announcement: Self = "distribution.announcement"
    static let pushTest: Self = "distribution.push_test"
}

/// What an administrator writes, as they write it.
private let announcement = NoticeTemplate(
    .announcement,
    .service,
    channels: [.inApp],
    subject: ["en": "{{title}}", "ar": "{{title}}", "ku": "{{title}}"],
    body: ["en": "{{body}}", "ar": "{{body}}", "ku": "{{body}}"],
    preview: ["title": "عطلة العيد", "body": "لا توصيل يوم الخميس."],
    // An administrator's own words, links and all.
    links: ["title", "body"],
    multiline: ["body"]
)

private let pushTest = NoticeTemplate(
    .pushTest,
    .service,
    channels: [.push],
    subject: ["en": "{{site}}", "ar": "{{site}}", "ku": "{{site}}"],
    body: [
        "en": "This device receives notifications.", "ar": "هذا الجهاز يستقبل الإشعارات.",
        "ku": "ئەم ئامێرە ئاگادارکردنەوەکان وەردەگرێت.",
    ],
    preview: ["site": "Lilium"]
)
