import Kernel
import Platform
import Store

extension NoticeTemplate {
    fileprivate static let refundAsked = refund(
        "refund_asked",
        "A refund for {{job}} is asked for",
        "A refund of {{amount}} USD for {{job}} is asked for.\n\n{{reason}}"
    )
    fileprivate static let refundHalfApproved = refund(
        "refund_half_approved",
        "A refund for {{job}} needs a second approval",
        "A refund of {{amount}} USD for {{job}} was approved by one person. It needs a second one.\n\n{{reason}}"
    )
    fileprivate static let refundUndecided = refund(
        "refund_undecided",
        "A refund for {{job}} waits",
        "A refund of {{amount}} USD for {{job}} has been waiting for a decision for several days.\n\n{{reason}}"
    )
    static let refundApproved = refund(
        "refund_approved",
        "The refund for {{job}} is approved",
        "A refund of {{amount}} USD for {{job}} was approved.\n\n{{reason}}"
    )
    static let refundRejected = refund(
        "refund_rejected",
        "The refund for {{job}} is declined",
        "A refund of {{amount}} USD for {{job}} was declined.\n\n{{reason}}"
    )
    fileprivate static let refundWithdrawn = refund(
        "refund_withdrawn",
        "A refund for {{job}} is no longer asked for",
        "The request for a refund of {{amount}} USD for {{job}} was withdrawn.\n\n{{reason}}"
    )
    fileprivate static let refundDone = refund(
        "refund_done",
        "Refund for {{job}}",
        "{{amount}} USD for {{job}} have gone back to the customer.\n\n{{reason}}"
    )
    fileprivate static let refundTroubled = refund(
        "refund_troubled",
        "A refund for {{job}} did not arrive",
        "The refund of {{amount}} USD for {{job}} was refused by the payment gateway, or sent back by the bank. The amount can be refunded again.\n\n{{reason}}"
    )

    private static func refund(_ what: String, _ subject: String, _ body: String) -> NoticeTemplate {
        .market(
            .payment,
            what,
            subject: subject,
            body,
            preview: ["job": "Paint the fence", "amount": "25.00", "reason": "One board was forgotten."]
        )
    }
}

/// The notices of refunds: to the side that did not act, and to the people who have to decide.
enum RefundNotices {
    static let templates: [NoticeTemplate] = [
        .refundAsked, .refundHalfApproved, .refundUndecided, .refundApproved, .refundRejected,
        .refundWithdrawn,
        .refundDone, .refundTroubled,
    ]

    static func asked(_ request: RefundRequest, of job: Job, as call: Call, _ tx: borrowing Tx) throws {
        try notify(.refundAsked, others(than: call, of: job), request, job, request.reason, tx)
        try notifyDeciders(.refundAsked, request, job, tx)
    }

    static func halfApproved(_ request: RefundRequest, of job: Job, as call: Call, _ tx: borrowing Tx) throws
    {
        try notifyDeciders(.refundHalfApproved, request, job, tx)
    }

    static func decided(
        _ template: NoticeTemplate,
        _ request: RefundRequest,
        of job: Job,
        because reason: String,
        _ tx: borrowing Tx
    ) throws {
        try notify(
            template,
            [job.customer, job.providerAccount, request.requestedBy],
            request,
            job,
            reason,
            tx
        )
    }

    static func withdrawn(_ request: RefundRequest, of job: Job, as call: Call, _ tx: borrowing Tx) throws {
        try notify(.refundWithdrawn, others(than: call, of: job), request, job, request.reason, tx)
    }

    static func done(_ request: RefundRequest, of job: Job, _ tx: borrowing Tx) throws {
        let provider = request.cause == .stray ? nil : job.providerAccount
        try notify(.refundDone, [job.customer, provider], request, job, "", tx)
    }

    /// Staff have to find another way for money that did not arrive.
    static func troubled(_ request: RefundRequest, of job: Job, _ tx: borrowing Tx) throws {
        try notify(.refundTroubled, [job.customer], request, job, "", tx)
        try notifyDeciders(.refundTroubled, request, job, tx)
        try notifyAdministrators(.refundTroubled, request, job, tx)
    }

    /// The deadline of an undecided refund: administrators receive a notice.
    static let deadlines = [
        DeadlineHandler(
            of: RefundRequest.kind,
            RefundRequest.overdue,
            fire: { subject, _, tx in
                let request = try RefundRequest.find(subject.cast(), tx)
                guard RefundRequest.State.undecided.contains(request.status) else { return }
                try notifyAdministrators(.refundUndecided, request, Job.find(request.job, tx), tx)
            }
        )
    ]

    private static func others(than call: Call, of job: Job) -> [ID<Account>?] {
        [job.customer, job.providerAccount].filter { $0 != call.actor.account }
    }

    private static func notify(
        _ template: NoticeTemplate,
        _ accounts: [ID<Account>?],
        _ request: RefundRequest,
        _ job: Job,
        _ reason: String,
        _ tx: borrowing Tx
    ) throws {
        let values = values(request, job, reason)
        try MarketNotice.notify(
            template,
            accounts,
            about: about(request),
            values,
            key: key(template, request),
            tx
        )
    }

    private static func notifyDeciders(
        _ template: NoticeTemplate,
        _ request: RefundRequest,
        _ job: Job,
        _ tx: borrowing Tx
    ) throws {
        try MarketNotice.notifyManagers(
            of: job.region,
            template,
            about: about(request),
            values(request, job, request.reason),
            key: key(template, request),
            tx
        )
    }

    private static func notifyAdministrators(
        _ template: NoticeTemplate,
        _ request: RefundRequest,
        _ job: Job,
        _ tx: borrowing Tx
    ) throws {
        try MarketNotice.notifyAdministrators(
            template,
            about: about(request),
            values(request, job, request.reason),
            key: key(template, request),
            tx
        )
    }

    private static func about(_ request: RefundRequest) -> (kind: String, id: ID<Subject>) {
        (RefundRequest.kind, request.id.cast())
    }

    private static func key(_ template: NoticeTemplate, _ request: RefundRequest) -> String {
        "\(template.name):\(request.id):\(request.version)"
    }

    private static func values(_ request: RefundRequest, _ job: Job, _ reason: String) -> [String: String] {
        ["job": job.sharedTitle, "amount": Money.plain(request.amount), "reason": reason]
    }
}
