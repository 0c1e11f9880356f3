import Kernel
import Platform
import Store

extension NoticeTemplate.Name {
    static let invoiceReady: Self = "caf.invoice_ready"
    static let creditNoteReady: Self = "caf.credit_note_ready"
}

extension Invoice {
    /// The mailed link opens this one document without a login.
    private static let linkLifetime = Duration.days(30)

    /// Mails the customer a link to the PDF.
    func mail(at site: Site, _ tx: borrowing Tx) throws {
        let owner = try Account.find(account, tx)
        guard let file, owner.state == .active else { return }
        let link = try Files.link(
            to: file,
            by: Actor(kind: .person, account: owner.id, role: owner.role),
            at: site,
            lasting: Self.linkLifetime,
            tx
        )
        let format = LocalFormat.of(owner.locale)
        let notice = Notice(
            template: kind == .creditNote ? .creditNoteReady : .invoiceReady,
            about: (Self.subject, id.cast()),
            values: [
                "number": reference,
                "amount": "\(format.decimal(total.value, currency.exponent)) \(currency)",
                "date": format.day(Zone.office.civil(link.expiresAt).date),
            ],
            secrets: NoticeSecrets(["link": link.url], sealedBy: site),
            key: "invoice:\(id)"
        )
        try Notifications.notify(account, notice, tx)
    }
}

private let example = [
    "number": "F12/2026", "amount": "49,00 EUR", "date": "30/12/2026",
    "link": "https://caf.example.com/files/example",
]

/// E-mails with a document; the app has its own list of them.
let invoiceTemplates = [
    NoticeTemplate(
        .invoiceReady,
        .service,
        channels: [.email],
        subject: ["en": "Invoice {{number}}", "it": "Fattura {{number}}"],
        body: [
            "en":
                "Your invoice {{number}} of {{amount}} is ready. This link opens it until {{date}}:\n\n{{link}}",
            "it":
                "La sua fattura {{number}} di {{amount}} è disponibile. Questo link la apre fino al {{date}}:\n\n{{link}}",
        ],
        preview: example,
        secrets: ["link"]
    ),
    NoticeTemplate(
        .creditNoteReady,
        .service,
        channels: [.email],
        subject: ["en": "Credit note {{number}}", "it": "Nota di credito {{number}}"],
        body: [
            "en":
                "Your credit note {{number}} of {{amount}} is ready. This link opens it until {{date}}:\n\n{{link}}",
            "it":
                "La sua nota di credito {{number}} di {{amount}} è disponibile. Questo link la apre fino al {{date}}:\n\n{{link}}",
        ],
        preview: example,
        secrets: ["link"]
    ),
]
