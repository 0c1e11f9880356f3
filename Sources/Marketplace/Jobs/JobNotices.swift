import Kernel
import Platform

/// The notices of a job's moves, each to the side that did not make it; quotes tell of themselves.
struct JobNotices: Sendable {
    let event: Job.Event
    let sides: [Job.Side]
    let template: NoticeTemplate

    private init(_ event: Job.Event, _ sides: [Job.Side], _ subject: String, _ body: String) {
        self.event = event
        self.sides = sides
        template = JobNotice.template(event.rawValue, subject, body)
    }

    static let all = Dictionary(uniqueKeysWithValues: rows.map { ($0.event, $0) })
    static let templates = rows.map(\.template) + reminders.map(\.template)

    // swift-format-ignore
    private static let rows = [
        Self(.edit,           [.provider],            "{{job}} was changed", "The customer has changed the job {{job}} that was sent to you."),
        Self(.direct,         [.customer, .provider], "{{job}}: a provider is asked", "The job {{job}} was sent to one provider, who can quote it within a day.\n\n{{reason}}"),
        Self(.decline,        [.customer, .provider], "{{job}} is open again", "The job {{job}} no longer waits for the provider that it was sent to. All providers nearby see it.\n\n{{reason}}"),
        Self(.unquote,        [.customer],            "{{job}} has no quotes left", "The last quote for {{job}} is gone. All providers nearby see the job."),
        Self(.accept,         [.provider],            "Your quote for {{job}} was accepted", "The customer has accepted your quote for {{job}} and is about to pay. Your time is reserved meanwhile."),
        Self(.lapse,          [.customer, .provider], "{{job}} is no longer awarded", "The award of {{job}} ended without a payment. Other quotes can be accepted again.\n\n{{reason}}"),
        Self(.lapseOpen,      [.customer, .provider], "{{job}} is open again", "The award of {{job}} ended without a payment. All providers nearby see the job.\n\n{{reason}}"),
        Self(.lapseCancelled, [.customer, .provider], "{{job}} was cancelled", "The job {{job}} was cancelled: its awards were not paid for in time."),
        Self(.fund,           [.customer, .provider], "{{job}} is paid for", "The payment for {{job}} has arrived and is kept until the job is completed. Both sides now see the address, the names and the telephone numbers."),
        Self(.start,          [.customer, .provider], "{{job}} has begun", "The work on {{job}} has begun.\n\n{{reason}}"),
        Self(.deliver,        [.customer, .provider], "{{job}} is done", "The provider has finished {{job}}. Without an answer by the customer it is completed in a week.\n\n{{reason}}"),
        Self(.askRework,      [.customer, .provider], "{{job}} needs more work", "The customer asks for improvements to {{job}}.\n\n{{reason}}"),
        Self(.complete,       [.customer, .provider], "{{job}} is completed", "The job {{job}} is completed, and the money goes to the provider. Both sides can rate each other.\n\n{{reason}}"),
        Self(.cancel,         [.customer, .provider], "{{job}} was cancelled", "The job {{job}} was cancelled.\n\n{{reason}}"),
        Self(.expire,         [.customer],            "{{job}} has expired", "No quote for {{job}} was accepted in time. Post the job again if you still need it."),
    ]

    /// Reminders a day before a time-out, to the side that can prevent it; by the state of the job.
    // swift-format-ignore
    static let reminders: [(states: [Job.State], sides: [Job.Side], template: NoticeTemplate)] = [
        ([.open, .quoted], [.customer],            reminder("expire",   "{{job}} expires tomorrow", "The job {{job}} expires within a day. Accept a quote, or edit the job to list it longer.")),
        ([.awarded],       [.customer],            reminder("lapse",    "The payment for {{job}} is due", "The award of {{job}} ends within a day unless the payment arrives.")),
        ([.funded],        [.customer, .provider], reminder("cancel",   "{{job}} is cancelled tomorrow", "The work on {{job}} has not begun. Within a day the job is cancelled, and the customer gets the money back.")),
        ([.underway],      [.provider],            reminder("deliver",  "Deliver {{job}}", "The work on {{job}} has not been delivered. Within a day the server opens a dispute.")),
        ([.delivered],     [.customer],            reminder("complete", "{{job}} is completed tomorrow", "Look at the work on {{job}}: within a day it counts as accepted, unless you ask for rework or open a dispute.")),
        ([.rework],        [.provider],            reminder("rework",   "Deliver {{job}} again", "The rework of {{job}} has not been delivered. Within a day the server opens a dispute.")),
    ]

    private static func reminder(_ what: String, _ subject: String, _ body: String) -> NoticeTemplate {
        JobNotice.template("reminder_\(what)", subject, body)
    }
}
