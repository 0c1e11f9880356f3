import Kernel
import Web

/// What a site reaches beyond its own database, and how the world reaches it.
package struct Dependencies: Sendable {
    /// Where people find the site, as `https://desk.example.it/caf`; without a slash at the end.
    package var address: String
    /// Where a front end of the product's own is, which then has the pages that links in messages lead to; without a slash
    /// at the end.
    package var frontEnd: String?
    package var mail: any MailCarrier = NoMail()
    /// Whom mails are from.
    package var mailFrom = EmailAddress(unchecked: "no-reply@portico.invalid")
    package var sms: any SMSCarrier = NoSMS()
    package var push: any PushCarrier = NoPush()
    package var http = HTTPCaller()
    /// What the process counts, for all its sites.
    package var metrics = Metrics()
    package var webhooks = WebhookReach()
    package var pdfRenderer = PDFRenderer()
    package var files = FileStorageSettings(folder: "data/files")
    /// What other processes of the site are told through, beside the database; and where what is kept for a while is kept.
    package var redis: Redis?
    package var payments: any PaymentGateway = NoPayments()
    /// What every quota is multiplied by.
    package var quotaScale = 1
    /// Who issues the invoices; nil until it is configured.
    package var issuer: InvoiceParty?

    package init(address: String) {
        self.address = address
    }
}
