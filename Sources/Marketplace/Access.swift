import Kernel
import Platform

extension Role {
    /// Posts jobs and pays for them.
    static let customer = Role("customer")
    /// Quotes jobs and does them.
    static let provider = Role("provider")
    /// A local manager, who runs the regions assigned to them.
    static let lsm = Role("lsm")
    /// Administers the platform.
    static let admin = Role("admin")

    /// Whether people with the role work for the operator.
    var isStaff: Bool { self == .lsm || self == .admin }
}

extension Permission {
    static let jobRead = Permission("marketplace.job.read")
    /// To post jobs, edit them, accept or reject quotes and pay; nobody does it for another.
    static let jobPost = Permission("marketplace.job.post")
    static let jobDirect = Permission("marketplace.job.direct")
    static let jobDecline = Permission("marketplace.job.decline")
    static let jobQuote = Permission("marketplace.job.quote")
    /// To propose visits and new times, and to answer such proposals.
    static let jobPropose = Permission("marketplace.job.propose")
    static let jobCancel = Permission("marketplace.job.cancel")
    /// To start and deliver.
    static let jobWork = Permission("marketplace.job.work")
    /// To ask for rework and to complete.
    static let jobAccept = Permission("marketplace.job.accept")
    /// The moves of the server itself, which nobody holds.
    static let jobRun = Permission("marketplace.job.run")
    static let providerRead = Permission("marketplace.provider.read")
    static let providerOnboard = Permission("marketplace.provider.onboard")
    /// The full record of a provider.
    static let providerRecord = Permission("marketplace.provider.record")
    /// To send documents and to keep the hours; nobody does it for another.
    static let providerSupply = Permission("marketplace.provider.supply")
    static let providerEdit = Permission("marketplace.provider.edit")
    static let providerStatus = Permission("marketplace.provider.status")
    static let providerBan = Permission("marketplace.provider.ban")
    static let providerVerify = Permission("marketplace.provider.verify")
    static let providerTier = Permission("marketplace.provider.tier")
    static let providerMoney = Permission("marketplace.provider.money")
    static let providerAppeal = Permission("marketplace.provider.appeal")
    static let serviceRead = Permission("marketplace.service.read")
    static let servicePropose = Permission("marketplace.service.propose")
    static let serviceReview = Permission("marketplace.service.review")
    static let offerManage = Permission("marketplace.offer.manage")
    static let categoryManage = Permission("marketplace.category.manage")
    static let paymentMake = Permission("marketplace.payment.make")
    static let paymentRead = Permission("marketplace.payment.read")
    /// The invoices to the caller; administrators read all.
    static let invoiceRead = Permission("marketplace.invoice.read")
    static let refundAsk = Permission("marketplace.refund.ask")
    static let refundRead = Permission("marketplace.refund.read")
    static let refundDecide = Permission("marketplace.refund.decide")
    static let disputeOpen = Permission("marketplace.dispute.open")
    static let disputeRead = Permission("marketplace.dispute.read")
    static let disputeDecide = Permission("marketplace.dispute.decide")
    static let ratingWrite = Permission("marketplace.rating.write")
    static let ratingRead = Permission("marketplace.rating.read")
    static let ratingDelete = Permission("marketplace.rating.delete")
    static let chat = Permission("marketplace.chat")
    /// To open chats and to write in them.
    static let chatWrite = Permission("marketplace.chat.write")
    /// To close a chat whose job is not over.
    static let chatShut = Permission("marketplace.chat.shut")
    static let call = Permission("marketplace.call")
    static let officeRead = Permission("marketplace.office.read")
    static let officeBook = Permission("marketplace.office.book")
    static let officeManage = Permission("marketplace.office.manage")
    static let payoutRead = Permission("marketplace.payout.read")
    static let payoutManage = Permission("marketplace.payout.manage")
    /// To name the account to which payouts go; nobody does it for another.
    static let payoutAccount = Permission("marketplace.payout.account")
    static let regionRead = Permission("marketplace.region.read")
    static let regionManage = Permission("marketplace.region.manage")
    static let policyManage = Permission("marketplace.policy.manage")
    static let ledgerRead = Permission("marketplace.ledger.read")
    static let roleManage = Permission("marketplace.role.manage")
    static let customerRead = Permission("marketplace.customer.read")
    static let customerEdit = Permission("marketplace.customer.edit")
    /// Figures about the caller, or about the people within reach.
    static let ownFigures = Permission("marketplace.figures.own")
    static let regionFigures = Permission("marketplace.figures.region")
    static let marketFigures = Permission("marketplace.figures.market")
    static let platformFigures = Permission("marketplace.figures.platform")
    /// The desk of local managers: the work that waits in their regions, and the log of what was done there.
    static let lsmDesk = Permission("marketplace.lsm.desk")
    static let fileUpload = Permission("marketplace.file.upload")
}

// A chat or call is within the reach of staff only while its job is disputed: Chat and Calls say so in their visibility.
// swift-format-ignore
let access = AccessMatrix(
    roles: .customer, .provider, .lsm, .admin,
    areas: [.lsm: .region]
) {
    //                         customer  provider   lsm    admin
    Grant(.jobRead,            .own,     .assigned, .area, .all )
    Grant(.jobPost,            .own,     .none,     .none, .none)
    Grant(.jobDirect,          .own,     .none,     .area, .all )
    Grant(.jobDecline,         .own,     .assigned, .area, .all )
    Grant(.jobQuote,           .none,    .assigned, .none, .none)
    Grant(.jobPropose,         .own,     .assigned, .none, .none)
    Grant(.jobCancel,          .own,     .assigned, .area, .all )
    Grant(.jobWork,            .none,    .assigned, .area, .all )
    Grant(.jobAccept,          .own,     .none,     .area, .all )
    Grant(.jobRun,             .none,    .none,     .none, .none)
    Grant(.providerRead,       .all,     .all,      .all,  .all )
    Grant(.providerOnboard,    .own,     .none,     .none, .none)
    Grant(.providerRecord,     .none,    .own,      .area, .all )
    Grant(.providerSupply,     .none,    .own,      .none, .none)
    Grant(.providerEdit,       .none,    .own,      .none, .all )
    Grant(.providerStatus,     .none,    .own,      .area, .all )
    Grant(.providerBan,        .none,    .none,     .none, .all )
    Grant(.providerVerify,     .none,    .none,     .area, .all )
    Grant(.providerTier,       .none,    .none,     .area, .all )
    Grant(.providerMoney,      .none,    .own,      .area, .all )
    Grant(.providerAppeal,     .none,    .own,      .none, .none)
    Grant(.serviceRead,        .all,     .all,      .all,  .all )
    Grant(.servicePropose,     .none,    .own,      .none, .all )
    Grant(.serviceReview,      .none,    .none,     .area, .all )
    Grant(.offerManage,        .none,    .own,      .none, .none)
    Grant(.categoryManage,     .none,    .none,     .none, .all )
    Grant(.paymentMake,        .own,     .none,     .none, .none)
    Grant(.paymentRead,        .own,     .own,      .area, .all )
    Grant(.invoiceRead,        .own,     .own,      .none, .all )
    Grant(.refundAsk,          .own,     .own,      .area, .all )
    Grant(.refundRead,         .own,     .own,      .area, .all )
    Grant(.refundDecide,       .none,    .none,     .area, .all )
    Grant(.disputeOpen,        .own,     .own,      .none, .none)
    Grant(.disputeRead,        .own,     .own,      .area, .all )
    Grant(.disputeDecide,      .none,    .none,     .area, .all )
    Grant(.ratingWrite,        .own,     .own,      .none, .none)
    Grant(.ratingRead,         .all,     .all,      .all,  .all )
    Grant(.ratingDelete,       .none,    .none,     .none, .all )
    Grant(.chat,               .own,     .own,      .area, .all )
    Grant(.chatWrite,          .own,     .own,      .none, .none)
    Grant(.chatShut,           .none,    .none,     .area, .all )
    Grant(.call,               .own,     .own,      .area, .all )
    Grant(.officeRead,         .none,    .all,      .all,  .all )
    Grant(.officeBook,         .none,    .own,      .own,  .all )
    Grant(.officeManage,       .none,    .none,     .none, .all )
    Grant(.payoutRead,         .none,    .own,      .area, .all )
    Grant(.payoutManage,       .none,    .none,     .none, .all )
    Grant(.payoutAccount,      .none,    .own,      .none, .none)
    Grant(.regionRead,         .all,     .all,      .all,  .all )
    Grant(.regionManage,       .none,    .none,     .none, .all )
    Grant(.policyManage,       .none,    .none,     .none, .all )
    Grant(.ledgerRead,         .none,    .none,     .none, .all )
    Grant(.roleManage,         .none,    .none,     .none, .all )
    Grant(.customerRead,       .own,     .assigned, .area, .all )
    Grant(.customerEdit,       .own,     .none,     .none, .all )
    Grant(.ownFigures,         .own,     .own,      .area, .all )
    Grant(.regionFigures,      .none,    .none,     .area, .all )
    Grant(.marketFigures,      .all,     .all,      .all,  .all )
    Grant(.platformFigures,    .none,    .none,     .none, .all )
    Grant(.lsmDesk,            .none,    .none,     .area, .all )
    Grant(.fileUpload,         .own,     .own,      .own,  .own )
}
