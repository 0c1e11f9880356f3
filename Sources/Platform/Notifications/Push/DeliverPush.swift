import Kernel
import Store

/// Hands one push notification to the carrier, claimed before and settled after; a removed device is deleted.
struct DeliverPush: Job {
    static let kind = "notifications.push"
    static let policy = JobPolicy(
        queue: .push,
        attempts: 12,
        timeout: .seconds(60),
        backoff: Backoff(base: .seconds(10), cap: .minutes(30))
    )
    /// After this time a push notification is of no use.
    private static let patience = Duration.hours(4)
    /// Carriers accept four kilobytes in total; the whole text is in the app.
    private static let longestBody = 1_000

    let delivery: ID<NoticeDelivery>

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await NoticeAttempt.make(of: delivery, by: .push, call) { attempt, claim in
            try await send(attempt, claim, call)
        }
    }

    private func send(
        _ attempt: NoticeAttempt,
        _ claim: ID<NoticeDelivery.Claim>,
        _ call: JobCall
    ) async throws -> JobOutcome {
        let device = try await call.db.read { tx in try Self.device(of: attempt, tx) }
        guard let device, call.now - attempt.delivery.createdAt < Self.patience else {
            try await NoticeDelivery.end(delivery, claim, .init(.dropped), call)
            return .cancel("too late, or the device is gone")
        }
        let push = Push(
            token: try device.token(at: call.site),
            title: attempt.text.subject,
            body: attempt.text.body.clipped(to: Self.longestBody),
            data: Self.data(of: attempt)
        )
        let receipt: PushReceipt
        do {
            receipt = try await call.site.calling(.push) {
                try await call.site.dependencies.push.send(push)
            }
        } catch {
            return try await failed(error, device, push, claim, call)
        }
        try await NoticeDelivery.end(delivery, claim, .init(.sent, providerID: receipt.providerID), call)
        return .done
    }

    /// The record has the names that it has in the app's list, so that a tap opens it.
    private static func data(of attempt: NoticeAttempt) -> [String: String] {
        var data = [
            "notification_id": attempt.notice.id.description,
            "template": attempt.template.name.description,
        ]
        data["about_kind"] = attempt.notice.aboutKind
        data["about_id"] = attempt.notice.about?.description
        return data
    }

    /// The device, if it still belongs to the recipient.
    private static func device(of attempt: NoticeAttempt, _ tx: borrowing Tx) throws -> PushDevice? {
        guard let id = attempt.delivery.device, let account = attempt.recipient.account else { return nil }
        return try PushDevice.find(id, of: account, tx)
    }

    private func failed(
        _ error: any Error,
        _ device: PushDevice,
        _ push: Push,
        _ claim: ID<NoticeDelivery.Claim>,
        _ call: JobCall
    ) async throws -> JobOutcome {
        let failure = error as? PushFailure
        let detail = (failure?.detail ?? "\(error)").replacing(push.token, with: "device")
        let verdict = failure?.verdict ?? .later(nil)
        if verdict == .deviceGone {
            try await call.db.write { tx in try PushDevice.remove(device.id, tx) }
        }
        guard case .later(let wait) = verdict, !call.isLastAttempt else {
            try await NoticeDelivery.end(delivery, claim, .init(.failed, error: detail), call)
            return .cancel(failure?.description ?? "tried too often")
        }
        try await NoticeDelivery.end(delivery, claim, .init(.waiting, error: detail), call)
        if let wait { return .snooze(wait) }
        throw error
    }
}
