import Kernel
import Store

/// Hands one notice to a messenger, claimed before and settled after; a channel that the person has ended is off.
struct DeliverMessage: Job {
    static let kind = "notifications.messenger"
    static let policy = JobPolicy(
        queue: .push,
        attempts: 12,
        timeout: .seconds(60),
        backoff: Backoff(base: .seconds(10), cap: .minutes(30))
    )
    /// After this time a message of this kind is of no use.
    private static let patience = Duration.hours(4)

    let delivery: ID<NoticeDelivery>
    let channel: NoticeTemplate.Channel

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await NoticeAttempt.make(of: delivery, by: channel, call) { attempt, claim in
            try await send(attempt, claim, call)
        }
    }

    private func send(
        _ attempt: NoticeAttempt,
        _ claim: ID<NoticeDelivery.Claim>,
        _ call: JobCall
    ) async throws -> JobOutcome {
        let site = call.site
        let kind = Messenger.Channel(channel)
        let messenger = try await call.db.read { tx -> Messenger? in
            guard let kind, let account = attempt.recipient.account else { return nil }
            return try Messenger.find(kind, of: account, tx)
        }
        guard let kind, let messenger, call.now - attempt.delivery.createdAt < Self.patience else {
            try await NoticeDelivery.end(delivery, claim, .init(.dropped), call)
            return .cancel("too late, or the channel is off")
        }
        let message = Message(attempt, kind, messenger, to: try messenger.text(at: site), at: call.now)
        let number: String?
        do {
            number = try await site.calling(channel) { try await message.send(site.dependencies.messengers) }
        } catch {
            let ending = message.ending(after: error, isLast: call.isLastAttempt)
            try await record(ending, of: message, claim, call)
            return try ending.outcome(throwing: error)
        }
        try await NoticeDelivery.end(delivery, claim, .init(.sent, providerID: number), call)
        return .done
    }

    /// Records a failure; a channel that the person has ended is off.
    private func record(
        _ ending: Ending,
        of message: Message,
        _ claim: ID<NoticeDelivery.Claim>,
        _ call: JobCall
    ) async throws {
        if ending.failure.verdict == .gone {
            try await call.db.write { tx in
                try Messenger.unlink(message.channel, of: message.account, by: .system, tx)
            }
        }
        let state: NoticeDelivery.State = ending.isOver ? .failed : .waiting
        try await NoticeDelivery.end(delivery, claim, .init(state, error: ending.detail), call)
    }

    /// A failure, and whether it is the last word.
    private struct Ending: Sendable {
        let failure: MessengerFailure
        let detail: String
        let isOver: Bool

        func outcome(throwing error: any Error) throws -> JobOutcome {
            guard !isOver else { return .cancel(failure.description) }
            if case .later(let wait?) = failure.verdict { return .snooze(wait) }
            throw error
        }
    }

    private struct Message: Sendable {
        let channel: Messenger.Channel
        let account: ID<Account>
        let text: String
        let address: String
        let language: Language
        /// Whether the person has written lately, so that anything may be sent.
        let isFree: Bool

        init(
            _ attempt: NoticeAttempt,
            _ channel: Messenger.Channel,
            _ messenger: Messenger,
            to address: String,
            at now: Instant
        ) {
            self.channel = channel
            account = messenger.account
            text = "\(attempt.text.subject)\n\n\(attempt.text.body)"
            self.address = address
            language = attempt.recipient.language
            isFree = messenger.heardAt.map { $0 + WhatsAppClient.window > now } ?? false
        }

        func send(_ messengers: Messengers) async throws -> String? {
            switch channel {
            case .whatsApp:
                guard let client = messengers.whatsApp else { break }
                return try await client.send(text, to: address, in: language, isFree: isFree)
            case .telegram:
                guard let client = messengers.telegram else { break }
                return try await client.send(text, to: address)
            case .sms: break
            }
            throw MessengerFailure(.later(nil), detail: "the messenger is not configured")
        }

        func ending(after error: any Error, isLast: Bool) -> Ending {
            let failure = error as? MessengerFailure ?? MessengerFailure(.later(nil), detail: "\(error)")
            return Ending(
                failure: failure,
                detail: failure.detail.replacing(address, with: "recipient"),
                isOver: isLast || failure.isVerdict
            )
        }
    }
}
