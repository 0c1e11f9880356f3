import Kernel
import Platform

extension Role {
    /// Administers the platform: every zone and every company.
    static let superAdmin = Role("super_admin")
    /// Administers the zones assigned to them.
    static let locationAdmin = Role("location_admin")
    static let shopOwner = Role("shop_owner")
    /// Sells for a company.
    static let vendor = Role("vendor")

    /// Whether users with the role order for their own shop, and so have a zone.
    var isBuyer: Bool { access.reach(of: self, .orderPlace) == .own }
    /// Whether users with the role have zones assigned to administer.
    var runsZones: Bool { access.area(of: self) == .zones }
    /// Whether users with the role sell for a company, which adds them.
    var isOfCompany: Bool { access.area(of: self) == .company }
}

extension Permission {
    static let zoneManage = Permission("distribution.zone.manage")
    static let memberRead = Permission("distribution.member.read")
    /// Change the own profile, or those of others.
    static let memberEdit = Permission("distribution.member.edit")
    /// Activate and suspend shop owners.
    static let shopOwnerManage = Permission("distribution.shop_owner.manage")
    static let adminManage = Permission("distribution.admin.manage")
    static let productManage = Permission("distribution.product.manage")
    static let categoryManage = Permission("distribution.category.manage")
    static let imageUpload = Permission("distribution.image.upload")
    static let stockRead = Permission("distribution.stock.read")
    static let stockManage = Permission("distribution.stock.manage")
    /// Own favourites, stock alerts and product requests.
    static let wish = Permission("distribution.wish")
    static let wishRead = Permission("distribution.wish.read")
    /// Read product requests: own ones, or those to answer.
    static let neededItemRead = Permission("distribution.needed_item.read")
    static let promotionManage = Permission("distribution.promotion.manage")
    static let priceListManage = Permission("distribution.price_list.manage")
    /// Calculate prices.
    static let priceAsk = Permission("distribution.price.ask")
    static let cart = Permission("distribution.cart")
    static let address = Permission("distribution.address")
    static let orderPlace = Permission("distribution.order.place")
    static let orderRead = Permission("distribution.order.read")
    static let orderHandle = Permission("distribution.order.handle")
    /// Confirm the arrival of an order, which makes money payable; never granted to the payee.
    static let orderDeliver = Permission("distribution.order.deliver")
    static let orderReturn = Permission("distribution.order.return")
    static let orderCancel = Permission("distribution.order.cancel")
    /// Call off an order that a company is preparing already.
    static let orderStop = Permission("distribution.order.stop")
    static let companyManage = Permission("distribution.company.manage")
    static let companyRead = Permission("distribution.company.read")
    /// The vendor's own pages.
    static let vendorPortal = Permission("distribution.vendor.portal")
    static let payoutRead = Permission("distribution.payout.read")
    static let payoutManage = Permission("distribution.payout.manage")
    static let deliveryManage = Permission("distribution.delivery.manage")
    static let analyticsRead = Permission("distribution.analytics.read")
    static let exportMake = Permission("distribution.export.make")
    static let pushRegister = Permission("distribution.push.register")
    static let pushSend = Permission("distribution.push.send")
    static let monitoringRead = Permission("distribution.monitoring.read")
    /// Look-ups by the operator's other programs, with a service token.
    static let internalRead = Permission("distribution.internal.read")
}

// swift-format-ignore
let access = AccessMatrix(
    roles: .superAdmin, .locationAdmin, .shopOwner, .vendor,
    areas: [.locationAdmin: .zones, .vendor: .company],
    programs: programs
) {
    //                       super  location  shop     vendor
    Grant(.zoneManage,       .all,  .none,    .none,   .none)
    Grant(.memberRead,       .all,  .area,    .own,    .own )
    Grant(.memberEdit,       .all,  .own,     .own,    .own )
    Grant(.shopOwnerManage,  .all,  .area,    .none,   .none)
    Grant(.adminManage,      .all,  .none,    .none,   .none)
    Grant(.productManage,    .all,  .area,    .none,   .area)
    Grant(.categoryManage,   .all,  .none,    .none,   .none)
    Grant(.imageUpload,      .all,  .all,     .none,   .all )
    Grant(.stockRead,        .all,  .area,    .none,   .area)
    Grant(.stockManage,      .all,  .area,    .none,   .area)
    Grant(.wish,             .none, .none,    .own,    .none)
    Grant(.wishRead,         .all,  .area,    .none,   .none)
    Grant(.neededItemRead,   .all,  .area,    .own,    .none)
    Grant(.promotionManage,  .all,  .area,    .none,   .none)
    Grant(.priceListManage,  .all,  .none,    .none,   .none)
    Grant(.priceAsk,         .all,  .none,    .own,    .none)
    Grant(.cart,             .none, .none,    .own,    .none)
    Grant(.address,          .none, .none,    .own,    .none)
    Grant(.orderPlace,       .none, .none,    .own,    .none)
    Grant(.orderRead,        .all,  .area,    .own,    .area)
    Grant(.orderHandle,      .all,  .area,    .none,   .area)
    Grant(.orderDeliver,     .all,  .area,    .none,   .none)
    Grant(.orderReturn,      .all,  .area,    .none,   .none)
    Grant(.orderCancel,      .all,  .area,    .own,    .none)
    Grant(.orderStop,        .all,  .none,    .none,   .none)
    Grant(.companyManage,    .all,  .none,    .none,   .none)
    Grant(.companyRead,      .all,  .area,    .none,   .area)
    Grant(.vendorPortal,     .none, .none,    .none,   .area)
    Grant(.payoutRead,       .all,  .none,    .none,   .area)
    Grant(.payoutManage,     .all,  .none,    .none,   .none)
    Grant(.deliveryManage,   .all,  .area,    .none,   .none)
    Grant(.analyticsRead,    .all,  .area,    .none,   .none)
    Grant(.exportMake,       .all,  .area,    .none,   .none)
    Grant(.pushRegister,     .own,  .own,     .own,    .own )
    Grant(.pushSend,         .all,  .area,    .none,   .none)
    Grant(.monitoringRead,   .all,  .none,    .none,   .none)
    Grant(.internalRead,     .all,  .none,    .none,   .none)
}

/// The roles of the operator's other programs, each for one purpose.
private let programs = [
    ProgramRole(
        "billing",
        "Looks up users and reads orders and payouts for accounting",
        may: .account,
        .internalRead,
        .orderRead,
        .payoutRead,
        .companyRead
    ),
    ProgramRole(
        "warehouse",
        "Updates stock and advances orders",
        may: .account,
        .stockRead,
        .stockManage,
        .orderRead,
        .orderHandle
    ),
    ProgramRole(
        "monitor",
        "Monitors the server, its jobs and the audit log",
        may: .account,
        .monitoringRead,
        .jobsManage,
        .auditRead
    ),
]
