import Kernel
import Platform
import Web

/// A dispute to open.
struct NewDispute: Body {
    /// The subject.
    var kind: Dispute.Kind
    /// The events, in the words of the side that opens it.
    var text: DisputeText
    /// Uploaded for the purpose `dispute`; ten at most.
    var files: [ID<StoredFile>]?
}

typealias DisputeText = Text<1, 4_000>

/// A move of a dispute.
struct DisputeMove: Body {
    /// The move; the other members depend on it.
    var action: Action
    /// For `answer` and `appeal`, and required there.
    var text: DisputeText?
    /// For `answer`: uploaded for the purpose `dispute`; ten at most.
    var files: [ID<StoredFile>]?
    /// For `decide`, and required there.
    var outcome: DisputeDecision.Outcome?
    /// For the outcome `split`, and required there: what the customer gets back, in cents, less than all that is left.
    var refundMinor: PositiveCents?
    /// For `decide`, and required there: both sides read it.
    var reason: Reason?
    /// Refused: the server calculates it.
    var commissionMinor: Computed?
    /// Refused: the server calculates it.
    var payoutMinor: Computed?

    /// The moves that people make.
    enum Action: String, Codable, CaseIterable, Sendable {
        /// The side that did not open it answers; after one opened by the server, either side.
        case answer
        /// Either side asks an administrator to decide again, once.
        case appeal
        /// A local manager or an administrator decides.
        case decide
    }
}

extension DisputeMove {
    /// Refused with every member that the action demands or does not know.
    func check() throws(Problem) {
        let known: [(String, isGiven: Bool, Set<Action>, Set<Action>)] = [
            ("/text", text != nil, [.answer, .appeal], [.answer, .appeal]),
            ("/files", files != nil, [.answer], []),
            ("/outcome", outcome != nil, [.decide], [.decide]),
            ("/reason", reason != nil, [.decide], [.decide]),
            (
                "/refund_minor", refundMinor != nil, outcome == .split ? [.decide] : [],
                outcome == .split ? [.decide] : []
            ),
        ]
        var faults: [Problem.Fault] = []
        for (pointer, isGiven, allowed, demanded) in known {
            if isGiven, !allowed.contains(action) { faults.append(.init(pointer, .notForThisMove)) }
            if !isGiven, demanded.contains(action) { faults.append(.init(pointer, Refusal(.required))) }
        }
        faults += DisputeFiles.faults(of: files)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

// swift-format-ignore
extension Refusal {
    static let notForThisMove = Refusal("not_for_this_move", ["en": "does not belong to this move"])
    static let moreThanIsLeft = Refusal("more_than_is_left", ["en": "must be less than all that is left of the payment"])
}
