import Kernel
import Platform
import Store
import Web

/// A selection of payouts; all conditions apply together.
struct PayoutFilter: Query {
    /// Payouts in this state.
    var state: PayoutState?
    /// Payouts to this tutor.
    var tutorId: ID<Tutor>?

    var conditions: [SQL] {
        [state.map { "p.status = \($0.rawValue)" }, tutorId.map { "p.tutor_id = \($0)" }].compactMap(\.self)
    }
}

/// The order to pay all tutors.
struct PayoutRunOrder: Body {
    /// The reason; kept with the run.
    var reason: Reason
    /// Whether only to say what a run would decide; false by default.
    var dryRun: Bool?
}

/// How far a payout is.
enum PayoutState: String, Codable, CaseIterable, Sendable {
    /// The transfer is ordered.
    case pending
    /// The money is in the tutor's account at the payment provider.
    case paid
    /// The transfer was refused; the entries go into another payout.
    case failed
    /// The transfer came back; the entries go into another payout.
    case returned

    init(_ status: PayoutStatus) {
        self = Self(rawValue: status.rawValue) ?? .pending
    }
}

/// A payout to a tutor.
struct PayoutView: View {
    /// Needed to read it again or, as an administrator, to take the money back.
    var id: ID<TutorPayout>
    /// Counted from 1 without gaps.
    var number: Int
    /// The recipient.
    var tutorId: ID<Tutor>
    /// How far it is.
    var state: PayoutState
    /// In cents.
    var amountMinor: Int64
    /// Why it failed or came back, in the payment provider's word; absent otherwise.
    var reason: String?
    /// The entries that make up the amount, oldest first.
    var entries: [PayoutEntryView]
    /// When it was opened.
    var createdAt: Instant
    /// When it was paid; absent until then.
    var paidAt: Instant?

    init(_ payout: TutorPayout, _ tx: borrowing Tx) throws {
        id = payout.id
        number = payout.number
        tutorId = payout.payee.id
        state = PayoutState(payout.status)
        amountMinor = payout.amount
        reason = payout.statusReason?.rawValue
        entries = try payout.entries(tx).map(PayoutEntryView.init)
        createdAt = payout.createdAt
        paidAt = payout.paidAt
    }
}

/// A part of a payout.
struct PayoutEntryView: Codable, Sendable {
    /// Why it was booked.
    var kind: TutorEntry.Kind
    /// The lesson; absent for what belongs to none, such as expired units.
    var bookingId: ID<Lesson>?
    /// In cents, without commission and its VAT; negative for what went back.
    var amountMinor: Int64

    init(_ entry: TutorEntry) {
        kind = entry.kind
        bookingId = entry.lesson
        amountMinor = entry.amount
    }
}

/// A run of payouts with its decision about each tutor.
struct PayoutRunView: View {
    /// The run; absent for a dry run.
    var runId: ID<PayoutRun>?
    /// Its day, in Rome.
    var day: CivilDate
    /// By tutor; tutors with nothing due are not listed.
    var results: [PayoutRunResult]

    init(run: ID<PayoutRun>?, day: CivilDate, results: [PayoutRun.Result]) {
        runId = run
        self.day = day
        self.results = results.map(PayoutRunResult.init)
    }
}

/// The decision of a run about a tutor.
struct PayoutRunResult: Codable, Sendable {
    /// The payee whose earnings the run looked at.
    var tutorId: ID<Tutor>
    /// The payout; absent when there is none, and in a dry run.
    var payoutId: ID<TutorPayout>?
    /// Why there is none; absent for a payout.
    var reason: TutorPayouts.Skip?
    /// The due amount in cents; negative for a tutor who owes.
    var amountMinor: Int64

    init(_ result: PayoutRun.Result) {
        tutorId = result.tutor
        payoutId = result.outcome.payout
        reason = result.outcome.skip
        amountMinor = result.outcome.amount
    }
}

/// A run: 201 for the call that began it, otherwise 200.
struct PayoutRunAnswer: RouteOutput {
    private let view: PayoutRunView
    private let isNew: Bool

    init(_ view: PayoutRunView, isNew: Bool) {
        self.view = view
        self.isNew = isNew
    }

    static func describe(_ operation: inout Operation) {
        PayoutRunView.describe(&operation)
        operation.otherSuccess = operation.success
        Created<PayoutRunView>.describe(&operation)
    }

    func reply(to incoming: Incoming) throws -> Reply {
        isNew
            ? try Created(view, at: "/payouts").reply(to: incoming) : try view.reply(to: incoming)
    }
}
