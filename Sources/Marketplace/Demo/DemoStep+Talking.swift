import Kernel
import Platform
import Store

// The steps that move no job: messages, visits, ratings, and what people argue about.
extension DemoStep {
    func talk(about job: Job, at site: Site, _ tx: borrowing Tx) throws {
        let customer = try site.call(of: .customer, of: job, tx)
        switch self {
        case .say(let side, let text):
            try Self.write(
                text,
                to: job.provider,
                about: job,
                as: site.call(of: side, of: job, tx),
                customer,
                tx
            )
        case .ask(let name, let text):
            try Self.write(text, to: Self.provider(name, tx).id, about: job, as: customer, customer, tx)
        case .visit(let name, let note): try Self.visit(name, note, about: job, as: customer, tx)
        case .rate(let side, let mark, let words):
            let body = NewRating(
                jobId: job.id,
                overall: Mark(mark) ?? .placeholder,
                punctuality: side == .customer ? Mark(mark) : nil,
                feedback: Feedback(unchecked: words)
            )
            _ = try RatingRoutes.write(body, as: site.call(of: side, of: job, tx), tx)
        default: break
        }
    }

    private static func write(
        _ text: String,
        to provider: ID<Provider>?,
        about job: Job,
        as writer: Call,
        _ customer: Call,
        _ tx: borrowing Tx
    ) throws {
        let chat = try NewChat(jobId: job.id, providerId: provider).open(as: customer, tx).chat
        _ = try chat.send(MessageText(unchecked: text), nil, as: writer, tx)
    }

    private static func visit(
        _ name: String,
        _ note: String,
        about job: Job,
        as customer: Call,
        _ tx: borrowing Tx
    ) throws {
        let provider = try provider(name, tx)
        let from = tx.now.onTheHour + .hours(24)
        let body = NewVisit(
            providerId: provider.id,
            from: from,
            until: from + .hours(1),
            note: Visit.Note(unchecked: note)
        )
        let visit = try Visit.propose(body, by: .customer, of: provider, on: job, as: customer, tx)
        let guest = customer.site.call(as: try DemoCast.actor(name, tx))
        _ = try visit.answered(.agreed, by: .provider, as: guest, tx)
    }

    func argue(about job: Job, at site: Site, _ tx: borrowing Tx) throws {
        let (customer, provider) = (
            try site.call(of: .customer, of: job, tx), try site.call(of: .provider, of: job, tx)
        )
        switch self {
        case .dispute(let kind, let text):
            let body = NewDispute(kind: kind, text: DisputeText(unchecked: text))
            _ = try Dispute.open(body, on: job, by: .customer, as: customer, tx)
        case .answer(let text):
            _ = try Dispute.find(on: job.id, tx)?
                .answered(DisputeText(unchecked: text), nil, by: .provider, as: provider, tx)
        case .release(let manager, let reason):
            let call = site.call(as: try DemoCast.actor(manager, tx))
            _ = try Dispute.find(on: job.id, tx)?
                .decided(.release, refund: nil, because: Reason(unchecked: reason), as: call, tx)
        case .askRefund(let cents, let reason): try askRefund(cents, reason, of: job, as: customer, tx)
        default: break
        }
    }

    private func askRefund(
        _ cents: Int,
        _ reason: String,
        of job: Job,
        as customer: Call,
        _ tx: borrowing Tx
    ) throws {
        guard let escrow = try Escrow.find(of: job.id, tx) else { return }
        let payment = try JobPayment.find(escrow.charge, within: customer.scope(of: .paymentRead), tx)
        let words = Reason(unchecked: reason)
        _ = try RefundRequest.ask(Int64(cents), of: payment, because: words, as: customer, tx)
    }
}

extension Instant {
    var onTheHour: Instant { Instant(seconds: seconds - seconds % 3_600) }
}
