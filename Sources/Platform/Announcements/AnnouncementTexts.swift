import Kernel
import Store

extension Announcement {
    static var templateName: NoticeTemplate.Name { NoticeTemplate.Name("\(Audience.prefix).announcement") }

    /// The notice with the administrator's own words.
    static var template: NoticeTemplate {
        NoticeTemplate(
            templateName,
            .service,
            channels: [.inApp],
            subject: ["en": "{{title}}", "it": "{{title}}", "ar": "{{title}}", "ku": "{{title}}"],
            body: ["en": "{{body}}", "it": "{{body}}", "ar": "{{body}}", "ku": "{{body}}"],
            preview: ["title": "عطلة العيد", "body": "لا توصيل يوم الخميس."],
            // Links in the words of the administrator are allowed.
            links: ["title", "body"],
            multiline: ["body"]
        )
    }

    static var retention: Retention {
        Retention(
            "announcements",
            ["en": "Announcements", "it": "Annunci", "ar": "الإعلانات", "ku": "ڕاگەیاندنەکان"],
            keep: .years(1),
            from: ["en": "their sending", "it": "dall'invio", "ar": "إرسالها", "ku": "ناردنیان"],
            then: .delete,
            basis: [
                "en": "No longer needed", "it": "Non più necessari", "ar": "لم تعد لازمة",
                "ku": "چیتر پێویست نین",
            ],
            key: "n.id",
            account: "n.sent_by",
            due: { "announcement n WHERE n.created_at < \($0)" },
            steps: { ["DELETE FROM announcement WHERE id \(in: $0)"] }
        )
    }
}
