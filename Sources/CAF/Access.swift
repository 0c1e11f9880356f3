import Kernel
import Platform

extension Role {
    static let customer = Role("customer")
    /// A consultant of the CAF.
    static let `operator` = Role("operator")
    static let admin = Role("admin")
}

extension Permission {
    static let documentRead = Permission("caf.document.read")
    static let documentAdd = Permission("caf.document.add")
    static let documentDelete = Permission("caf.document.delete")
    static let documentReview = Permission("caf.document.review")
    static let familyManage = Permission("caf.family.manage")
    static let customerRead = Permission("caf.customer.read")
    static let requestRead = Permission("caf.service_request.read")
    static let requestEdit = Permission("caf.service_request.edit")
    static let requestSubmit = Permission("caf.service_request.submit")
    static let requestMessage = Permission("caf.service_request.message")
    static let requestHandle = Permission("caf.service_request.handle")
    /// Moves that a request makes by itself.
    static let requestProceed = Permission("caf.service_request.proceed")
    static let requestAssign = Permission("caf.service_request.assign")
    static let appointmentRead = Permission("caf.appointment.read")
    static let appointmentBook = Permission("caf.appointment.book")
    static let appointmentHandle = Permission("caf.appointment.handle")
    static let appointmentAssign = Permission("caf.appointment.assign")
    /// Appointment types, operators' hours and office closures.
    static let calendarManage = Permission("caf.calendar.manage")
    static let courseEnrol = Permission("caf.course.enrol")
    static let courseManage = Permission("caf.course.manage")
    static let planManage = Permission("caf.subscription_plan.manage")
    static let subscriptionManage = Permission("caf.subscription.manage")
    /// Cancels, extends and grants the subscriptions of customers.
    static let subscriptionAdminister = Permission("caf.subscription.administer")
    static let paymentRead = Permission("caf.payment.read")
    static let paymentRefund = Permission("caf.payment.refund")
    static let invoiceRead = Permission("caf.invoice.read")
}

// A cell is the reach of the permission. The store turns it into a WHERE clause.
// `assigned`: the operator's own requests, and the queue of submitted requests without an operator.
// swift-format-ignore
let access = AccessMatrix(roles: .customer, .operator, .admin, programs: programs) {
    //                      customer  operator    admin
    Grant(.familyManage,    .own,     .none,      .none)
    Grant(.customerRead,    .none,    .assigned,  .all )
    Grant(.requestRead,     .own,     .assigned,  .all )
    Grant(.requestEdit,     .own,     .none,      .none)
    Grant(.requestSubmit,   .own,     .none,      .none)
    Grant(.requestMessage,  .own,     .assigned,  .all )
    Grant(.requestHandle,   .none,    .assigned,  .all )
    Grant(.requestProceed,  .none,    .none,      .none)
    Grant(.documentRead,    .own,     .assigned,  .all )
    Grant(.documentAdd,     .own,     .assigned,  .all )
    Grant(.documentDelete,  .own,     .none,      .all )
    Grant(.documentReview,  .none,    .assigned,  .all )
    Grant(.requestAssign,   .none,    .assigned,  .all )
    Grant(.appointmentRead, .own,     .assigned,  .all )
    Grant(.appointmentBook, .own,     .assigned,  .all )
    Grant(.appointmentHandle, .none,  .assigned,  .all )
    Grant(.appointmentAssign, .none,  .none,      .all )
    Grant(.calendarManage,  .none,    .none,      .all )
    Grant(.courseEnrol,     .own,     .none,      .none)
    Grant(.courseManage,    .none,    .none,      .all )
    Grant(.planManage,      .none,    .none,      .all )
    Grant(.subscriptionManage, .own,  .none,      .none)
    Grant(.subscriptionAdminister, .none, .none,  .all )
    Grant(.paymentRead,     .none,    .none,      .all )
    Grant(.paymentRefund,   .none,    .none,      .all )
    Grant(.invoiceRead,     .own,     .none,      .all )
}

/// The roles of the office's other programs, each for one purpose.
private let programs = [
    ProgramRole(
        "bookkeeping",
        "Reads payments and invoices for the accounts",
        may: .account,
        .paymentRead,
        .invoiceRead
    ),
    ProgramRole(
        "back_office",
        "Reads requests, documents and appointments for the office's own software",
        may: .account,
        .customerRead,
        .requestRead,
        .documentRead,
        .appointmentRead
    ),
    ProgramRole("monitor", "Watches jobs and the audit log", may: .account, .jobsManage, .auditRead),
]
