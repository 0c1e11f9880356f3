import Kernel
import Store

/// What happens when an endpoint can no longer be sent to: it is disabled, and the administrators are told.
enum WebhookAlarm {
    static func disable(
        _ endpoint: WebhookEndpoint,
        because reason: WebhookEndpoint.DisabledReason,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        var disabled = endpoint
        disabled.disable(because: reason, at: tx.now)
        _ = try disabled.save(tx)
        try Audit.record(
            WebhookAction.disable,
            of: WebhookEndpoint.kind,
            endpoint.id.cast(),
            by: .system,
            details: ["reason": .string(reason.rawValue)],
            tx
        )
        let notice = Notice(
            template: reason == .gone ? gone : failing,
            about: (kind: WebhookEndpoint.kind, id: endpoint.id.cast()),
            // Its path may be a secret.
            values: ["host": endpoint.url.host, "description": endpoint.description],
            key: "\(endpoint.id)@\(endpoint.version)"
        )
        for account in try administrators(of: site, tx) { try Notifications.notify(account, notice, tx) }
    }

    private static func administrators(of site: Site, _ tx: borrowing Tx) throws -> [ID<Account>] {
        try tx.values(
            """
            SELECT id FROM account
             WHERE role \(in: site.product.accounts.administrators.map(\.name)) AND state = \(Account.State.active)
             ORDER BY id
            """
        )
    }

    private static let gone: NoticeTemplate.Name = "webhooks.disabled_gone"
    private static let failing: NoticeTemplate.Name = "webhooks.disabled_failing"

    static let templates = [
        NoticeTemplate(
            gone,
            .service,
            subject: [
                "en": "A webhook has been disabled", "it": "Un webhook è stato disattivato",
                "ar": "أُوقف webhook",
                "ku": "وێبهووکێک ڕاگیرا",
            ],
            body: [
                "en": """
                The webhook to {{host}} ({{description}}) has answered that it is gone for good (410). Nothing is sent \
                there any more.

                Enable it again once it is back, or remove it.
                """,
                "it": """
                Il webhook verso {{host}} ({{description}}) ha risposto di non esistere più (410). Non vi viene più \
                inviato nulla.

                Riattivarlo quando sarà di nuovo raggiungibile, oppure eliminarlo.
                """,
                "ar": """
                أجاب webhook إلى {{host}} ({{description}}) بأنه زال نهائياً (410)، ولم يعد يُرسل إليه شيء.

                فعّله من جديد عند عودته أو احذفه.
                """,
                "ku": """
                وێبهووکی {{host}} ({{description}}) وەڵامی دایەوە کە بۆ هەمیشە ڕۆیشتووە (410)، و چیتر هیچی بۆ نانێردرێت.

                کە گەڕایەوە چالاکی بکەوە، یان بیسڕەوە.
                """,
            ],
            preview: ["host": "erp.example.it", "description": "ERP"]
        ),
        NoticeTemplate(
            failing,
            .service,
            subject: [
                "en": "A webhook has been disabled", "it": "Un webhook è stato disattivato",
                "ar": "أُوقف webhook",
                "ku": "وێبهووکێک ڕاگیرا",
            ],
            body: [
                "en": """
                For five days nothing has reached the webhook to {{host}} ({{description}}). It has been disabled, and \
                what happens meanwhile is kept for it.

                Enable it again once it is back, and ask for what it has missed to be sent again.
                """,
                "it": """
                Da cinque giorni nulla raggiunge il webhook verso {{host}} ({{description}}). È stato disattivato; gli \
                eventi che si verificano nel frattempo vengono conservati.

                Riattivarlo quando sarà di nuovo raggiungibile e chiedere un nuovo invio di quanto è stato perso.
                """,
                "ar": """
                منذ خمسة أيام لم يصل شيء إلى webhook إلى {{host}} ({{description}}). أُوقف، وما يحدث في الأثناء محفوظ له.

                فعّله من جديد عند عودته، واطلب إرسال ما فاته.
                """,
                "ku": """
                پێنج ڕۆژە هیچ نەگەیشتووەتە وێبهووکی {{host}} ({{description}}). ڕاگیرا، و ئەوەی لەم ماوەیەدا ڕوو دەدات بۆی هەڵدەگیرێت.

                کە گەڕایەوە چالاکی بکەوە، و داوا بکە ئەوەی لەدەستی چووە بنێردرێتەوە.
                """,
            ],
            preview: ["host": "erp.example.it", "description": "ERP"]
        ),
    ]
}
