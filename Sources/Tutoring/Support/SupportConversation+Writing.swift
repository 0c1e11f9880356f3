import Kernel
import Platform
import Store

extension SupportConversation {
    /// Takes, writes and closes, in this order, as the body says.
    func changed(by body: NewSupportMessage, as call: Call, _ tx: borrowing Tx) throws -> SupportConversation
    {
        let isAsker = call.actor.account == asker
        var next = body.take == true ? try taken(by: call, tx) : self
        if let text = body.text?.rawValue {
            next = isAsker ? try next.asked(text, as: call, tx) : try next.answered(text, as: call, tx)
        }
        return body.close == true ? try next.advanced(by: .close, as: call, tx) : next
    }

    /// The asker's message: it hands a conversation with the server over, and opens a closed one again.
    private func asked(_ text: String, as call: Call, _ tx: borrowing Tx) throws -> SupportConversation {
        try Quota.supportQuestions.consume(locking: true, as: call, tx)
        if let closedAt, tx.now - closedAt > Self.reopening { throw refused(.reopen) }
        let event: Event? =
            switch status {
            case .bot: .handOver
            case .closed: .reopen
            case .waiting, .open: nil
            }
        let next = try adding(text, by: .asker, asker, tx)
        return try event.map { try next.advanced(by: $0, as: call, tx) } ?? next
    }

    /// An administrator's message: somebody must have taken the conversation.
    private func answered(_ text: String, as call: Call, _ tx: borrowing Tx) throws -> SupportConversation {
        guard status == .open else { throw refused(status == .waiting ? .take : nil) }
        let next = try adding(text, by: .desk, call.account, tx)
        try TutoringNotice.send(
            .supportAnswered,
            to: [asker],
            about: about,
            [:],
            key: "\(id):\(next.lastSeq)",
            tx
        )
        return next
    }

    private func refused(_ allowed: Event?) -> Problem {
        Problem(
            .illegalTransition,
            extras: [
                "present": .string(status.rawValue),
                "allowed": .array(allowed == .take ? [.string(Event.take.rawValue)] : []),
            ]
        )
    }
}
