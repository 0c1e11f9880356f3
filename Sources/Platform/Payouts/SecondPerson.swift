import Kernel
import Store

extension Payout {
    /// The person who approved the payout; nil before, and when the server did.
    package func approver(_ tx: borrowing Tx) throws -> ID<Account>? {
        try History.of(Self.kind, id.cast(), tx)
            .last { $0.event == PayoutEvent.approve.rawValue }?.actorId
    }

    /// Refuses that the person who approved a payout above the limit also marks it as paid.
    package func demandSecondPerson(
        above limit: Int64,
        from actor: Actor,
        or refusal: Problem.Code,
        _ tx: borrowing Tx
    ) throws {
        guard amount > limit, let approver = try approver(tx), approver == actor.account else { return }
        throw Problem(refusal, extras: ["limit": .integer(limit)])
    }
}
