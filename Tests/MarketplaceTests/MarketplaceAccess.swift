import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct MarketplaceAccessTests {
    @Test(arguments: AccessRule.allCases)
    func `access rule`(_ rule: AccessRule) async throws {
        let flaws = try await marketplaceAccess.flaws(of: rule)
        for flaw in flaws { Issue.record("\(flaw)") }
    }
}

/// Carl, Pia and Lina are of New York: what Cora, Bess and Leo have in Boston is out of their reach.
private let marketplaceAccess = AccessSuite(
    marketplace,
    cast: [(.carl, .customer), (.pia, .provider), (.lina, .lsm), (.ada, .admin)],
    freshness: freshness,
    examples: examples,
    // Their refusals name the permission that the other side, or the other people of a role, would need.
    divided: ["PUT /api/v1/jobs/{id}/dispute", "PUT /api/v1/refunds/{id}/withdraw"],
    file: .init("pixel.png", "image/png", World.pixel),
    fill: castForAccess
) {
    // Disputed first: the example of a logged call begins a minute after its payment.
    AccessObject(
        Job.self,
        "disputed",
        of: .carl,
        .pia,
        .lina,
        .ada,
        with: [.disputeRead, .disputeOpen, .chat, .call]
    ) {
        try await $0.disputedJob(.newYork)
    }
    AccessObject(Chat.self, "of Carl and Pia", of: .carl, .pia, .lina, .ada) {
        try await $0.latest(Chat.self, in: "chat", of: .newYork)
    }
    AccessObject(PhoneCall.self, "of Carl and Pia", of: .carl, .pia, .lina, .ada) {
        try await $0.latest(PhoneCall.self, in: "call", of: .newYork)
    }
    AccessObject(Job.self, "quoted by Pia", of: .carl, .pia, .lina, .ada, with: quoted) {
        try await $0.quotedJob(.newYork)
    }
    AccessObject(Quote.self, "Pia's", of: .carl, with: [.jobPost]) {
        try await $0.latest(Quote.self, in: "quote", of: .newYork)
    }
    AccessObject(Job.self, "directed at Pia", of: .carl, .pia, .lina, .ada, with: [.jobDecline]) {
        try await $0.directedJob(.newYork)
    }
    AccessObject(Job.self, "awarded to Pia", of: .carl, .pia, .lina, .ada, with: awarded) {
        try await $0.awardedJob(.newYork)
    }
    AccessObject(Job.self, "planned with Pia", of: .carl, .pia, with: [.jobPropose]) {
        try await $0.plannedJob(.newYork)
    }
    AccessObject(Visit.self, "of Pia", of: .carl, .pia) {
        try await $0.latest(Visit.self, in: "visit", of: .newYork)
    }
    AccessObject(Reschedule.self, "of Pia", of: .carl, .pia) {
        try await $0.latest(Reschedule.self, in: "reschedule", of: .newYork)
    }
    AccessObject(Job.self, "completed by Pia", of: .carl, .pia, with: [.ratingWrite]) {
        try await $0.completedJob(.newYork)
    }
    AccessObject(Subject.self, "a job in New York", of: .lina, .ada) { try await $0.quotedJob(.newYork) }
    AccessObject(Job.self, "paid by Carl", of: .carl, .pia, .lina, .ada, with: [.paymentRead]) {
        try await $0.fundedJob(.newYork)
    }
    AccessObject(Charge.self, "Carl's", of: .carl, .pia, .lina, .ada) { try await $0.payment(.newYork) }
    AccessObject(RefundRequest.self, "that Carl wants", of: .carl, .pia, .lina, .ada) {
        try await $0.refund(.newYork, by: .carl)
    }
    AccessObject(Review.self, "Carl's", of: .carl, .ada) { try await $0.rating(.newYork, by: .carl) }
    AccessObject(Review.self, "Pia's", of: .pia, .ada) { try await $0.rating(.newYork, by: .pia) }

    AccessObject(Job.self, "of Boston", of: .cora, .bess, .leo) { try await $0.discussedJob(.boston) }
    AccessObject(Visit.self, "of Bess", of: .cora, .bess) {
        try await $0.latest(Visit.self, in: "visit", of: .boston)
    }
    AccessObject(Reschedule.self, "of Bess", of: .cora, .bess) {
        try await $0.latest(Reschedule.self, in: "reschedule", of: .boston)
    }
    AccessObject(Quote.self, "Bess's", of: .cora, .bess, with: [.jobPost]) {
        try await $0.latest(Quote.self, in: "quote", of: .boston)
    }
    AccessObject(Subject.self, "a job in Boston", of: .leo) { try await $0.quotedJob(.boston) }
    AccessObject(Charge.self, "Cora's", of: .cora, .bess, .leo) { try await $0.payment(.boston) }
    AccessObject(RefundRequest.self, "that Cora wants", of: .cora, .bess, .leo) {
        try await $0.refund(.boston, by: .cora)
    }
    AccessObject(Review.self, "Cora's", of: .cora) { try await $0.rating(.boston, by: .cora) }
    AccessObject(Chat.self, "of Cora and Bess", of: .cora, .bess, .leo) {
        try await $0.latest(Chat.self, in: "chat", of: .boston)
    }
    AccessObject(PhoneCall.self, "of Cora and Bess", of: .cora, .bess, .leo) {
        try await $0.latest(PhoneCall.self, in: "call", of: .boston)
    }
    AccessObject(StoredFile.self, "Cora's upload", of: .cora) { try await $0.upload(by: .cora) }

    AccessObject(Account.self, "Carl", of: .carl, .pia, .lina, with: [.customerRead, .call]) {
        try await $0.id(of: .carl)
    }
    AccessObject(Account.self, "Carl, for himself", of: .carl, .lina, with: [.ownFigures, .customerEdit]) {
        try await $0.id(of: .carl)
    }
    AccessObject(Account.self, "Pia, once a customer", of: .pia, .lina, with: customer) {
        try await $0.id(of: .pia)
    }
    // Pia asks for Carl's among her jobs, and not for all of them.
    AccessObject(Account.self, "Carl, who posts", of: .carl, .pia, .lina, with: [.jobRead]) {
        try await $0.id(of: .carl)
    }
    AccessObject(Account.self, "Cora, of Boston", of: .cora, .bess, .leo, with: strangers) {
        try await $0.id(of: .cora)
    }
    AccessObject(Account.self, "a new account", of: .ada, with: [.usersManage, .privacyManage]) { world in
        try await world.id(of: world.enrol("somebody\(world.serial())"))
    }
    AccessObject(Account.self, "a new manager", of: .ada, with: [.roleManage]) { world in
        try await world.id(of: world.enrol("manager\(world.serial())", as: .lsm))
    }

    AccessObject(Provider.self, "Novak Painting", of: .pia, .lina, .ada, with: provider) {
        try await $0.provider(of: .pia).description
    }
    AccessObject(Provider.self, "Moore Decorators", of: .bess, .leo, with: provider) {
        try await $0.provider(of: .bess).description
    }
    AccessObject.open(Provider.self, to: dealings, because: "everyone may see the cards of providers") {
        try await $0.provider(of: .pia).description
    }
    AccessObject(ProviderDocument.self, "Pia's licence", of: .lina, .ada) { try await $0.document(of: .pia) }
    AccessObject(ProviderDocument.self, "Bess's licence", of: .leo) { try await $0.document(of: .bess) }
    AccessObject(TierDecision.self, "about Pia", of: .pia) { try await $0.tierDecision(.newYork) }
    AccessObject(TierDecision.self, "about Bess", of: .bess) { try await $0.tierDecision(.boston) }
    AccessObject(ProviderPayout.self, "Pia's", of: .pia, .lina, .ada) { try await $0.payout(to: .pia) }
    AccessObject(ProviderPayout.self, "Bess's", of: .bess, .leo) { try await $0.payout(to: .bess) }

    AccessObject(Service.self, "that Pia proposes", of: .pia, .lina, .ada, with: reviewed) {
        try await $0.proposedService(by: .pia)
    }
    AccessObject(Service.self, "that Bess proposes", of: .bess, .leo, with: reviewed + [.offerManage]) {
        try await $0.proposedService(by: .bess)
    }
    AccessObject(Service.self, "that Pia offers", of: .pia, with: [.offerManage]) {
        try await $0.offer(by: .pia)
    }
    AccessObject.open(Service.self, to: catalogue, because: "everyone sees approved services") {
        try await $0.service("House painting").description
    }
    AccessObject.open(Category.self, because: "everyone sees the categories") {
        try await $0.as(.carl).firstID(at: "/api/v1/services?kind=category")
    }
    AccessObject(Region.self, "New York", of: .lina, .ada, with: regions) {
        try await $0.region("New York").description
    }
    AccessObject(Region.self, "Boston", of: .leo, with: regions) { try await $0.region("Boston").description }
    AccessObject.open(Region.self, to: [.jobRead, .providerRecord], because: "everyone sees the regions") {
        try await $0.region("New York").description
    }
    AccessObject.open(OfficeSpace.self, because: "every provider and all staff may book an office") {
        try await $0.office()
    }
    AccessObject(OfficeBooking.self, "Pia's", of: .pia) { try await $0.officeBooking(by: .pia) }
    AccessObject(OfficeBooking.self, "Lina's", of: .lina) { try await $0.officeBooking(by: .lina) }
    AccessObject(OfficeBooking.self, "Bess's", of: .bess) { try await $0.officeBooking(by: .bess) }
    AccessObject.ofPlatform(.cora, .carl, .pia, .lina, .ada)
    AccessObject.ofAdministrationWithoutPrograms(by: .ada)
}

// The permissions of rows.
private let quoted: Set<Permission> = [
    .jobPost, .jobDirect, .jobQuote, .refundRead, .refundDecide, .chatWrite,
]
private let awarded: Set<Permission> = [.jobRead, .jobCancel, .paymentMake]
private let customer: Set<Permission> = [.ownFigures, .jobRead, .customerRead]
private let strangers: Set<Permission> = customer + [.customerEdit, .call, .providerRecord, .lsmDesk]
private let provider: Set<Permission> = [
    .providerRecord, .providerSupply, .providerEdit, .providerStatus, .providerVerify, .providerTier,
    .providerMoney,
    .providerAppeal, .providerBan, .offerManage, .payoutAccount, .payoutRead, .payoutManage,
]
private let dealings: Set<Permission> = [.jobRead, .jobPost, .jobDirect, .jobPropose, .chatWrite, .lsmDesk]
private let reviewed: Set<Permission> = [.servicePropose, .serviceReview]
private let catalogue: Set<Permission> = [
    .jobRead, .jobPost, .providerOnboard, .providerRecord, .providerVerify, .lsmDesk,
]
private let regions: Set<Permission> = [
    .lsmDesk, .regionFigures, .disputeDecide, .providerVerify, .regionManage, .roleManage,
]

private func + (left: Set<Permission>, right: Set<Permission>) -> Set<Permission> { left.union(right) }

/// Values that a schema cannot express.
private let examples: [String: JSONValue] = [
    "POST /api/v1/jobs": ["point": point, "window": window],
    "DELETE /api/v1/jobs/{id}": ["reason": "Weather"],
    "PUT /api/v1/jobs/{id}/assign": ["provider_id": "own", "reason": "Nearer."],
    "PUT /api/v1/jobs/{id}/status": ["status": "completed", "note": "All is well."],
    "POST /api/v1/jobs/{id}/quote": ["amount_minor": 10_000],
    "POST /api/v1/jobs/{id}/reschedule": ["from": "2026-12-22T15:00:00Z", "until": "2026-12-22T17:00:00Z"],
    "POST /api/v1/jobs/{id}/visit-request": [
        "provider_id": "own", "from": "2026-12-23T15:00:00Z", "until": "2026-12-23T16:00:00Z",
    ],
    "PUT /api/v1/jobs/{id}/dispute": ["action": "answer", "text": "It rained."],
    "POST /api/v1/payments": [
        "gateway": "stripe", "return_url": "https://world.example/ok",
        "cancel_url": "https://world.example/no",
    ],
    "PUT /api/v1/payments/{id}/status": ["status": "succeeded"],
    "PUT /api/v1/refunds/{id}/approve": ["version": 1],
    "PUT /api/v1/refunds/{id}/reject": ["version": 1],
    "PUT /api/v1/lsm/refunds/{id}": ["decision": "reject", "version": 1],
    "POST /api/v1/chat": ["provider_id": "own"],
    "GET /api/v1/chat/{id}": ["reason": "Disputed"],
    "GET /api/v1/chat/job/{jobId}": ["reason": "Disputed"],
    "GET /api/v1/chat/{id}/messages": ["reason": "Disputed"],
    "PUT /api/v1/chat/{id}/close": ["reason": "Disputed"],
    "GET /api/v1/calls/{id}": ["reason": "Disputed"],
    "GET /api/v1/calls/job/{jobId}": ["reason": "Disputed"],
    "POST /api/v1/calls": [
        "mode": "log", "direction": "inbound", "seconds": 60, "reason": "Disputed",
        "started_at": .string((TestClock.start + .minutes(17)).description),
    ],
    "DELETE /api/v1/ratings/{id}": ["reason": "Rude"],
    "GET /api/v1/providers/search": ["lat": "40.73", "lon": "-73.99"],
    "POST /api/v1/providers/onboard": ["point": point, "radius_m": 20_000],
    "PUT /api/v1/providers/{id}": ["reason": "As they ask."],
    "PUT /api/v1/providers/{id}/status": ["status": "active", "reason": "As they ask."],
    "PUT /api/v1/admin/providers/{id}/status": ["status": "active"],
    "PUT /api/v1/providers/{id}/availability": [
        "hours": [["weekday": 1, "from": "08:00", "until": "18:00"]], "exceptions": [],
    ],
    "POST /api/v1/providers/{id}/tier": ["tier": "silver", "until": "2027-02-01T00:00:00Z"],
    "PUT /api/v1/providers/{id}/payout-account": PayoutScene.bank,
    "PUT /api/v1/payouts/{id}/status": ["status": "approved"],
    "PUT /api/v1/lsm/providers/{id}/documents/{document}": ["decision": "approve", "version": 1],
    "PUT /api/v1/lsm/services/{id}/approve": ["version": 1],
    "PUT /api/v1/lsm/services/{id}/reject": ["version": 1],
    "DELETE /api/v1/services/{id}": ["reason": "Unused"],
    "POST /api/v1/lsm/logs": ["subject_kind": "job"],
    "POST /api/v1/office-spaces": OfficeScene.body(),
    "POST /api/v1/office-spaces/{id}/book": [
        "from": "2026-12-14T10:00:00-05:00", "until": "2026-12-14T11:00:00-05:00",
    ],
    "PUT /api/v1/office-spaces/bookings/{id}": ["status": "cancelled", "reason": "A new plan."],
    "POST /api/v1/regions": ["centre": ["lat": 42.9, "lon": -78.9], "zone": "America/New_York"],
    "PUT /api/v1/customers/{id}": ["reason": "As they ask."],
    "PUT /api/v1/admin/templates/{key}": ["language": "en", "subject": "Hello"],
    "PUT /api/v1/admin/policies/{key}": ["value": 20],
    "PUT /api/v1/admin/users/{id}/role": ["role": "lsm", "regions": "own"],
]

private let point: JSONValue = ["lat": 40.73, "lon": -73.99]
private let window: JSONValue = ["from": "2026-12-20T15:00:00Z", "until": "2026-12-28T15:00:00Z"]

/// All operations that ask for a fresh login.
private let freshness = Freshness(
    always: Freshness.ofPlatform(under: "/api/v1").union([
        "PUT /api/v1/admin/churn-threshold", "PUT /api/v1/admin/policies/{key}",
        "PUT /api/v1/admin/providers/{id}/status",
        "PUT /api/v1/admin/users/{id}/regions", "PUT /api/v1/admin/users/{id}/role",
        "POST /api/v1/regions", "PUT /api/v1/regions/{id}",
        "POST /api/v1/payouts", "PUT /api/v1/payouts/{id}/status", "POST /api/v1/admin/write-offs",
        "PUT /api/v1/providers/{id}/payout-account",
    ]),
    inPart: ["DELETE /api/v1/users/account", "DELETE /api/v1/users/me/account"],
    delicate: [
        .usersManage, .privacyManage, .roleManage, .regionManage, .policyManage, .providerBan, .payoutManage,
        .payoutAccount,
    ],
    plain: [
        // Less than there was before.
        "DELETE /api/v1/admin/invitations/{id}", "DELETE /api/v1/admin/service-tokens/{id}",
        // Nobody's account changes.
        "POST /api/v1/admin/users/{id}/legal-holds", "POST /api/v1/admin/legal-holds/{id}/lift",
    ]
)
