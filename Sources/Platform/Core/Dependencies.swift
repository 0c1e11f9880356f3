import Kernel
import Web

/// The external dependencies of a site: addresses, carriers, storage and services.
///
/// Tests replace its fields by doubles (fakes), as `World` in TestKit does.
package struct Dependencies: Sendable {
    /// The public address of the site, such as `https://desk.example.it/caf`, without a slash at the end.
    package var address: String
    /// The address of the product's own front end, without a slash at the end.
    ///
    /// Where there is one, it has the pages behind the links in messages.
    package var frontEnd: String?
    /// The address of pages that people open: the front end's, or the server's own without one.
    package var pagesAddress: String { frontEnd ?? address }
    package var mail: any MailCarrier = NoMail()
    /// The sender of mails.
    package var mailFrom = EmailAddress(unchecked: "no-reply@portico.invalid")
    package var sms: any SMSCarrier = NoSMS()
    package var push: any PushCarrier = NoPush()
    package var messengers = Messengers()
    package var calls: any CallBridge = NoCalls()
    package var http = HTTPCaller()
    /// The metrics of the process, for all its sites.
    package var metrics = Metrics()
    package var webhooks = WebhookReach()
    package var pdfRenderer = PDFRenderer()
    package var files = FileStorageSettings(folder: "data/files")
    /// The folder of this site's backups, and of the notes of its erasures; nil when none are made.
    package var backupFolder: String?
    /// The channel to other processes of the site in addition to the database, and the shared cache.
    package var redis: Redis?
    package var payments: any PaymentGateway = NoPayments()
    /// The gateways for charges, by name.
    package var gateways = Gateways()
    /// The provider of accounts for payees and of transfers to them; nil where payouts are made in another way.
    package var connect: (any ConnectGateway)?
    /// The providers of identities that people can log in with.
    package var signIn: [OIDCClient] = []
    /// Google's calendars and files; nil until they are configured.
    package var google: GoogleServices?
    /// Zoom's meetings; nil until they are configured.
    package var zoom: ZoomClient?
    /// The language model that words answers from passages; nil for answers in the words of the passages.
    package var languageModel: LanguageModel?
    /// The factor of every quota.
    package var quotaScale = 1
    /// The issuer of invoices; nil until it is configured.
    package var issuer: InvoiceParty?

    package init(address: String) {
        self.address = address
    }
}
