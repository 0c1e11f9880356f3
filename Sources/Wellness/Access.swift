import Kernel
import Platform

extension Role {
    /// Keeps a diary; may belong to an organisation.
    static let user = Role("user")
    /// Administers the organisation of their membership, and keeps a diary of their own.
    static let businessAdmin = Role("business_admin")
    /// Administers the platform; has neither a membership nor a diary.
    static let superAdmin = Role("super_admin")
}

extension Permission {
    static let domainRead = Permission("wellness.domain.read")
    static let domainManage = Permission("wellness.domain.manage")
    /// The caller's own diary with its scores.
    static let diary = Permission("wellness.diary")
    static let instrumentRead = Permission("wellness.instrument.read")
    static let instrumentManage = Permission("wellness.instrument.manage")
    static let assessment = Permission("wellness.assessment")
    static let personalReport = Permission("wellness.personal_report")
    static let releaseRead = Permission("wellness.release.read")
    static let releaseWithdraw = Permission("wellness.release.withdraw")
    static let reportPolicy = Permission("wellness.report_policy")
    static let analyticsRead = Permission("wellness.analytics.read")
}

// Of diaries, administrators of organisations reach frozen cells only, and super administrators nothing.
// swift-format-ignore
let access = AccessMatrix(
    roles: .user, .businessAdmin, .superAdmin,
    areas: [.user: .organization, .businessAdmin: .organization]
) {
    //                               user    business  super
    Grant(.organizationRead,         .area,  .area,    .all )
    Grant(.organizationManage,       .none,  .area,    .all )
    Grant(.organizationAdminister,   .none,  .none,    .all )
    Grant(.departmentManage,         .none,  .area,    .all )
    Grant(.memberManage,             .none,  .area,    .all )
    Grant(.invitationManage,         .none,  .area,    .all )
    Grant(.seatRead,                 .none,  .area,    .all )
    Grant(.seatManage,               .none,  .none,    .all )
    Grant(.organizationAudit,        .none,  .area,    .all )
    Grant(.domainRead,               .all,   .all,     .all )
    Grant(.domainManage,             .none,  .none,    .all )
    Grant(.diary,                    .own,   .own,     .none)
    Grant(.instrumentRead,           .all,   .all,     .all )
    Grant(.instrumentManage,         .none,  .none,    .all )
    Grant(.assessment,               .own,   .own,     .none)
    Grant(.personalReport,           .own,   .own,     .none)
    Grant(.releaseRead,              .none,  .area,    .all )
    Grant(.releaseWithdraw,          .none,  .none,    .all )
    Grant(.reportPolicy,             .none,  .area,    .all )
    Grant(.analyticsRead,            .none,  .none,    .all )
}
