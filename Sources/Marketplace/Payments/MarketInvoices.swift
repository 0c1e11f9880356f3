import Kernel
import Platform
import Store
import Web

/// The documents of the money of a job: the provider's invoice to the customer, the platform's for the commission, and
/// credit notes for refunds.
enum MarketInvoices {
    /// At the capture, in the provider's name.
    static func sale(
        _ charge: Charge,
        _ award: Award,
        _ job: Job,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let provider = try Provider.find(award.provider, tx)
        let region = try Region.find(job.region, tx)
        let draft = InvoiceDraft(
            account: job.customer,
            series: "S",
            cause: cause(of: award.id, "sale"),
            currency: .dollar,
            language: .english,
            issuer: InvoiceParty(name: provider.businessName.rawValue, address: [region.name.rawValue]),
            customer: try party(job.customer, at: site, tx),
            lines: [try line(job.title.rawValue, award.amount)]
        )
        _ = try Invoices.issue(draft, at: site, tx)
    }

    /// Once the provider's side has something of the money; issued by a job, in the platform's name.
    static func commission(of award: ID<Award>, at time: Instant, _ tx: borrowing Tx) throws {
        try tx.enqueue(IssueCommissionInvoice(award: award), at: time, unique: award.description)
    }

    /// For money that went back: of the sale and, after the release, of the commission.
    static func credit(
        _ amount: Int64,
        _ request: RefundRequest,
        _ escrow: Escrow,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        try credit(cause(of: escrow.award, "sale"), amount, "CS", for: request, at: site, tx)
        guard let taken = request.taken, taken.commission < 0 else { return }
        try credit(cause(of: escrow.award, "commission"), -taken.commission, "CC", for: request, at: site, tx)
    }

    private static func credit(
        _ cause: String,
        _ amount: Int64,
        _ series: String,
        for request: RefundRequest,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard let invoice = try Invoice.find(cause: cause, tx), let wanted = Cents(amount) else { return }
        // A refund that bounced and is repeated already has its credit note.
        let gross = min(wanted, try Invoices.creditable(invoice, tx))
        guard gross > .zero else { return }
        _ = try Invoices.credit(
            invoice,
            gross,
            series: series,
            cause: "\(series):\(request.id)",
            because: "Refund",
            at: site,
            tx
        )
    }

    fileprivate static func cause(of award: ID<Award>, _ what: String) -> String { "\(what):\(award)" }

    fileprivate static func party(
        _ account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> InvoiceParty {
        let profile = try Profile.find(account, tx)
        let address = try profile.openedAddress(at: site, tx)
        return InvoiceParty(name: profile.name.rawValue, address: address.map { [$0] } ?? [])
    }

    fileprivate static func line(_ words: String, _ amount: Int64) throws -> InvoiceLine {
        guard let gross = Cents(amount), let untaxed = Percent(0) else { throw Problem(.internalError) }
        return InvoiceLine(words, gross: gross, vatRate: untaxed)
    }
}

/// Issues the platform's invoice for the commission that an award has brought.
struct IssueCommissionInvoice: BackgroundJob {
    static let kind = "marketplace.issue_commission_invoice"

    let award: ID<Award>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, award)
        return try await call.db.write { tx in
            guard let escrow = try Escrow.find(of: id, tx), escrow.keptCommission > 0 else {
                return .cancel("no commission")
            }
            let provider = try Provider.find(escrow.provider, tx)
            let job = try Job.find(escrow.job, tx)
            let draft = InvoiceDraft(
                account: provider.account,
                series: "C",
                cause: MarketInvoices.cause(of: id, "commission"),
                currency: .dollar,
                language: .english,
                issuer: site.dependencies.issuer ?? InvoiceParty(name: site.product.title, address: []),
                customer: InvoiceParty(name: provider.businessName.rawValue, address: []),
                lines: [try MarketInvoices.line("Commission: \(job.title)", escrow.keptCommission)]
            )
            _ = try Invoices.issue(draft, at: site, tx)
            return .done
        }
    }
}

/// An invoice or a credit note.
struct MarketInvoiceView: View {
    var id: ID<Invoice>
    /// Whether it charges or credits.
    var kind: Invoice.Kind
    /// The full number, as printed.
    var reference: String
    /// The seller: the provider for a job, the platform for its commission.
    var issuer: String
    /// The day of issue.
    var issuedOn: CivilDate
    /// In cents; positive for a credit note too.
    var totalMinor: Int64
    /// The invoice that a credit note corrects; absent for an invoice.
    var correctsId: ID<Invoice>?
    /// The PDF, for some minutes and without a session; absent until it is printed.
    var url: String?

    init(_ invoice: Invoice, for call: Call, _ tx: borrowing Tx) throws {
        id = invoice.id
        kind = invoice.kind
        reference = invoice.reference
        issuer = invoice.issuer.name
        issuedOn = invoice.issuedOn
        totalMinor = invoice.total.value
        correctsId = invoice.corrects
        guard let file = invoice.file, try StoredFile.find(file, tx).state == .clean else { return }
        url = try Files.link(to: file, by: call.actor, at: call.site, tx).url
    }
}
