import Kernel
import Platform
import Store

/// A move in the life of a demo job.
enum DemoStep: Sendable {
    /// A provider's quote, in cents.
    case quote(String, Int)
    /// The customer asks a provider for another amount, in cents.
    case counter(String, Int)
    case accept(String)
    case pay
    case begin
    case deliver(String)
    case askRework(String)
    case complete
    case cancel(String)
    case say(Job.Side, String)
    /// The chat with a provider who is not awarded.
    case ask(String, String)
    /// A visit of a provider on the next day.
    case visit(String, String)
    case rate(Job.Side, Int, String)
    case dispute(Dispute.Kind, String)
    case answer(String)
    /// The money goes to the provider, says a local manager.
    case release(String, String)
    case askRefund(Int, String)
}

extension DemoStep {
    /// Does it as the person does whose move it is.
    func run(on id: ID<Job>, at site: Site, _ tx: borrowing Tx) throws {
        let job = try Job.find(id, tx)
        let (customer, provider) = (
            try site.call(of: .customer, of: job, tx), try site.call(of: .provider, of: job, tx)
        )
        switch self {
        case .quote(let name, let cents): try Self.quote(job, by: name, cents, at: site, tx)
        case .counter(let name, let cents):
            _ = try Self.quote(of: name, on: job, tx).countered(
                with: price(cents),
                because: nil,
                as: customer,
                tx
            )
        case .accept(let name): try accept(Self.quote(of: name, on: job, tx), on: job, as: customer, tx)
        case .pay: try pay(job, as: customer, tx)
        case .begin: try job.demoMove(to: .underway, as: provider, tx)
        case .deliver(let note): try job.demoMove(to: .delivered, note, as: provider, tx)
        case .askRework(let note): try job.demoMove(to: .rework, note, as: customer, tx)
        case .complete: try job.demoMove(to: .completed, as: customer, tx)
        case .cancel(let reason): _ = try job.cancelledByCaller(because: reason, fault: nil, as: customer, tx)
        case .say, .ask, .visit, .rate: try talk(about: job, at: site, tx)
        case .dispute, .answer, .release, .askRefund: try argue(about: job, at: site, tx)
        }
    }

    private func price(_ cents: Int) -> Price { Price(cents) ?? .placeholder }

    private static func quote(
        _ job: Job,
        by name: String,
        _ cents: Int,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let call = site.call(as: try DemoCast.actor(name, tx))
        let offer = NewQuote(amountMinor: Price(cents))
        let quote = try Quote.submit(offer, for: job, by: Provider.own(call, tx), as: call, tx)
        try QuoteNotices.notify(.quoteReceived, about: quote, to: .customer, tx)
    }

    private static func quote(of name: String, on job: Job, _ tx: borrowing Tx) throws -> Quote {
        let quote = try Quote.find(of: provider(name, tx).id, on: job.id, tx)
        guard let quote else { throw Problem(.notFound) }
        return quote
    }

    static func provider(_ name: String, _ tx: borrowing Tx) throws -> Provider {
        let account = try DemoCast.actor(name, tx).account
        guard let account, let provider = try Provider.find(of: account, tx) else { throw Problem(.notFound) }
        return provider
    }

    private func accept(_ quote: Quote, on job: Job, as call: Call, _ tx: borrowing Tx) throws {
        guard let n = Ranged<1, 1_000>(quote.n) else { return }
        let choice = QuoteChoice(quoteId: quote.id, revision: n, amountMinor: price(Int(quote.amount)))
        _ = try AcceptQuote(choice: choice, call: call).run(on: job, tx)
    }

    /// The money arrives, as the gateway would tell; nothing of it is known there.
    private func pay(_ job: Job, as call: Call, _ tx: borrowing Tx) throws {
        let award = try Award.live(of: job, tx)
        let address = call.site.dependencies.address
        let charge = try Charges.create(
            Charges.New(
                of: MarketCharges.subject,
                award.id.cast(),
                by: job.customer,
                Money(award.amount, .dollar),
                through: PaymentGatewayName.stripe.rawValue,
                title: job.title.rawValue,
                pages: Charge.Pages(returning: address, cancelling: address),
                expiresAt: tx.now + .minutes(30)
            ),
            by: call.actor,
            tx
        )
        if let charge { try Charges.recordPayment("pi_demo_\(charge.id)", of: charge, at: call.site, tx) }
    }
}

extension Job {
    fileprivate func demoMove(
        to wanted: JobMove.Target,
        _ note: String? = nil,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        _ = try advanced(to: JobMove(status: wanted, note: note.map { Text(unchecked: $0) }), as: call, tx)
    }
}

extension Site {
    /// A call of a side of the job; of the server while there is no provider.
    func call(of side: Job.Side, of job: Job, _ tx: borrowing Tx) throws -> Call {
        guard let account = job.account(of: side) else { return call(as: .system) }
        return call(as: .owner(of: try Account.find(account, tx)))
    }
}
