import Kernel

/// Connects two telephones by calling both, so that neither owner sees the other's number.
package protocol CallBridge: Sendable {
    /// Whether calls reach telephones.
    var isReal: Bool { get }

    /// Asks for a call; throws ``CallFailure``.
    func connect(_ call: BridgedCall) async throws(CallFailure) -> CallReceipt

    /// Reads a signed report on a call; throws ``CallReportRefused``.
    func report(_ request: CallReport.Request) throws(CallReportRefused) -> CallReport
}

/// A call to make.
package struct BridgedCall: Sendable {
    /// The telephone that rings first.
    package let caller: PhoneNumber
    package let callee: PhoneNumber
    /// The address for reports, which names the call: a report can come before the answer to the request.
    package let callback: String

    package init(caller: PhoneNumber, callee: PhoneNumber, callback: String) {
        self.caller = caller
        self.callee = callee
        self.callback = callback
    }
}

/// The carrier makes the call.
package struct CallReceipt: Sendable {
    /// The carrier's identifier of the call.
    package let sid: String
}

/// The reason why a call was not made.
package enum CallFailure: Error, Sendable, Hashable {
    case notConfigured
    /// The carrier does not make this call; nothing happened.
    case refused(code: Int)
    /// Nothing happened; another attempt can succeed.
    case unavailable
    /// The call may have been made: its reports say so.
    case unknown

    package var problem: Problem {
        switch self {
        case .notConfigured: Problem(.callsNotConfigured)
        case .refused(let code): Problem(.callRefused, extras: ["carrier_code": .integer(Int64(code))])
        case .unavailable, .unknown: Problem(.callsUnavailable, retryAfter: 30)
        }
    }
}

/// A carrier's report on a call.
package struct CallReport: Sendable, Equatable {
    package let sid: String
    /// As the carrier writes it, such as `in-progress`.
    package let status: String
    /// Of an ended call.
    package let seconds: Int?

    /// A report as it came.
    package struct Request: Sendable {
        let signature: String
        let settings: String?
        let signed: TwilioSignature.Signed

        package init(signature: String, settings: String?, _ signed: TwilioSignature.Signed) {
            self.signature = signature
            self.settings = settings
            self.signed = signed
        }
    }
}

package enum CallReportRefused: Error {
    case badSignature
    /// Signed, but about no call.
    case unreadable
}

/// No carrier of calls is configured.
package struct NoCalls: CallBridge {
    package init() {}

    package var isReal: Bool { false }

    package func connect(_ call: BridgedCall) async throws(CallFailure) -> CallReceipt {
        throw .notConfigured
    }

    package func report(_ request: CallReport.Request) throws(CallReportRefused) -> CallReport {
        throw .badSignature
    }
}
