import Kernel
import Platform
import Synchronization

/// The telephones of a world: they keep every text message and push, or the carrier refuses as configured.
package final class Telephones: SMSCarrier, PushCarrier {
    private struct State {
        var texts: [SMS] = []
        var pushes: [Push] = []
        var gone: Set<String> = []
        var smsRefusal: SMSFailure?
        var pushRefusal: PushFailure?
    }

    private let state = Mutex(State())

    package init() {}

    package var isReal: Bool { true }
    package var texts: [SMS] { state.withLock(\.texts) }
    package var pushes: [Push] { state.withLock(\.pushes) }

    package func refuse(sms failure: SMSFailure?) {
        state.withLock { $0.smsRefusal = failure }
    }

    package func refuse(push failure: PushFailure?) {
        state.withLock { $0.pushRefusal = failure }
    }

    /// The app has been removed from a device.
    package func remove(_ token: String) {
        state.withLock { _ = $0.gone.insert(token) }
    }

    package func send(_ sms: SMS) async throws -> SMSReceipt {
        let refusal = state.withLock { state in
            if state.smsRefusal == nil { state.texts.append(sms) }
            return state.smsRefusal
        }
        if let refusal { throw refusal }
        return SMSReceipt(providerID: "sms-\(sms.reference)")
    }

    package func send(_ push: Push) async throws -> PushReceipt {
        let refusal = state.withLock { state -> PushFailure? in
            if state.gone.contains(push.token) {
                return PushFailure(.deviceGone, code: 404, detail: "UNREGISTERED")
            }
            if state.pushRefusal == nil { state.pushes.append(push) }
            return state.pushRefusal
        }
        if let refusal { throw refusal }
        return PushReceipt(providerID: "push")
    }
}

extension World {
    /// The code in the last text message to a number, after jobs have run; nil when none was sent.
    package func textedCode(to phone: String) async throws -> String? {
        try await runJobs()
        let last = telephones.texts.last { $0.to.rawValue == phone }
        return last.map { String($0.text.filter { $0.isASCII && $0.isNumber }.prefix(6)) }
    }
}
