import Kernel
import Store

/// Disables an endpoint that can no longer be reached, and notifies the administrators.
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
            // The path may be a secret.
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
                "ar": "عُطّل خطاف ويب",
                "ku": "وێبهووکێک ناچالاک کرا",
            ],
            body: [
                "en": """
                The webhook to {{host}} ({{description}}) has answered that it no longer exists (410). It has been \
                disabled and receives no more events.

                Enable it again when it is back, or delete it.
                """,
                "it": """
                Il webhook verso {{host}} ({{description}}) ha risposto di non esistere più (410). È stato \
                disattivato e non riceve più eventi.

                Lo riattivi quando sarà di nuovo raggiungibile, oppure lo elimini.
                """,
                "ar": """
                أجاب خطاف الويب الموجّه إلى {{host}} ({{description}}) بأنه لم يعد موجوداً (410). عُطّل ولم تعد تُرسل إليه أحداث.

                فعّله من جديد عند عودته أو احذفه.
                """,
                "ku": """
                وێبهووکی {{host}} ({{description}}) وەڵامی دایەوە کە چیتر بوونی نییە (410). ناچالاک کرا و چیتر ڕووداوی بۆ نانێردرێت.

                کە گەڕایەوە چالاکی بکەرەوە، یان بیسڕەوە.
                """,
            ],
            preview: ["host": "erp.example.it", "description": "ERP"]
        ),
        NoticeTemplate(
            failing,
            .service,
            subject: [
                "en": "A webhook has been disabled", "it": "Un webhook è stato disattivato",
                "ar": "عُطّل خطاف ويب",
                "ku": "وێبهووکێک ناچالاک کرا",
            ],
            body: [
                "en": """
                No event has reached the webhook to {{host}} ({{description}}) for five days. It has been disabled; \
                new events are kept for it.

                Enable it again when it is back, and request the redelivery of the missed events.
                """,
                "it": """
                Da cinque giorni nessun evento raggiunge il webhook verso {{host}} ({{description}}). È stato disattivato; gli \
                eventi che si verificano nel frattempo vengono conservati.

                Lo riattivi quando sarà di nuovo raggiungibile e richieda un nuovo invio degli eventi mancati.
                """,
                "ar": """
                منذ خمسة أيام لم يصل أي حدث إلى خطاف الويب الموجّه إلى {{host}} ({{description}}). عُطّل، وتُحفظ له الأحداث الجديدة.

                فعّله من جديد عند عودته، واطلب إعادة إرسال الأحداث الفائتة.
                """,
                "ku": """
                پێنج ڕۆژە هیچ ڕووداوێک نەگەیشتووەتە وێبهووکی {{host}} ({{description}}). ناچالاک کرا، و ڕووداوە نوێیەکانی بۆ هەڵدەگیرێن.

                کە گەڕایەوە چالاکی بکەرەوە، و داوا بکە ڕووداوە لەدەستچووەکان بنێردرێنەوە.
                """,
            ],
            preview: ["host": "erp.example.it", "description": "ERP"]
        ),
    ]
}
