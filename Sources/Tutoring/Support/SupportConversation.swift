import Kernel
import Platform
import Store

/// The questions of a person to the support, answered from the public content first, then by administrators.
struct SupportConversation: Sendable {
    let id: ID<SupportConversation>
    let asker: ID<Account>
    let status: Status
    /// The questions in a row that the content did not answer.
    let misses: Int
    /// The administrator who has taken it; nil before.
    let takenBy: ID<Account>?
    /// The number of the last message.
    let lastSeq: Int
    /// When the asker wrote last.
    let askedAt: Instant
    let closedAt: Instant?
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int

    /// The misses in a row after which people answer.
    static let mostMisses = 2
    /// How long the asker can be silent before the server closes it.
    static let patience = (bot: Duration.hours(24), open: Duration.days(7))
    /// How long the asker can open it again.
    static let reopening = Duration.days(7)
}

extension SupportConversation: LifecycleSubject {
    static let kind = "support_conversation"
    static let guardRefusal = Problem.Code.illegalTransition

    /// The state, which says whose turn it is to answer.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The server, from the public content.
        case bot
        /// Nobody yet: it is in the administrators' queue.
        case waiting
        /// An administrator.
        case open
        /// Nobody any more; the asker can open it again for seven days.
        case closed
    }

    /// A move of a conversation.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// On request, or after two misses in a row.
        case handOver = "hand_over"
        /// An administrator answers from now on.
        case take
        /// It is settled, or the asker is silent.
        case close
        /// The asker writes again.
        case reopen
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<SupportConversation, Status, Event>(start: .bot) {
        // event       from                        to            needs                            then
        On(.handOver,  from: .bot,                 to: .waiting, needs: .supportUse,              then: .callDesk)
        On(.take,      from: .waiting,             to: .open,    needs: .supportDesk)
        On(.close,     from: .bot, .waiting, .open, to: .closed, needs: .supportUse)
        On(.reopen,    from: .closed,              to: .waiting, needs: .supportUse,              then: .callDesk)
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        guard effect == .callDesk else { return }
        let name = try AccountNames(of: [asker], tx)[asker].name
        try TutoringNotice.sendToAdministrators(
            .supportWaiting,
            about: about,
            ["other": .words(name)],
            key: "\(id):\(version)",
            tx
        )
    }

    var about: (kind: String, id: ID<Subject>) { (Self.kind, id.cast()) }
}

extension Effect {
    /// The administrators learn that somebody waits for an answer.
    static let callDesk = Effect("call_desk")
}
