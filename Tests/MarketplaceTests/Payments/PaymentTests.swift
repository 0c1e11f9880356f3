import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct PaymentTests {
    @Test func `a payment is begun, opened and paid, and funds the job`() async throws {
        let paid = try await PaidScene.open()
        let job = try await paid.awarded()
        let begun = try await paid.begin(job)
        let id = try #require(begun.id)
        #expect(begun.status == 201 && begun["state"] == "created" && begun["amount_minor"] == 12_345)
        #expect(begun.header("Location")?.hasSuffix("/payments/\(id)") == true)
        #expect(begun["net_minor"] == nil && begun["commission_minor"] == nil && begun["expires_at"] != nil)

        let step = try await paid.step(id)
        #expect(step["state"] == "open" && step["url"] != nil)
        #expect(try await paid.step(id)["url"] == step["url"])
        let page = String(step["url"]?.stringValue?.split(separator: "/").last ?? "")
        try await paid.stripe.act("complete/\(page)")
        try await paid.world.hearCharges(paid.stripe)

        #expect(try await paid.scene.state(of: job) == "funded")
        let seen = try await paid.world.as(.carl).get("/api/v1/payments/\(id)")
        #expect(seen["state"] == "succeeded" && seen["url"] == nil && seen["refunded_minor"] == 0)
        #expect(try await paid.step(id)["state"] == "succeeded")
        #expect(try await paid.scene.notices(to: .carl).contains("marketplace.payment.received"))
    }

    @Test func `customers see the amount, providers the net, staff of the region both`() async throws {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.funded()
        let path = "/api/v1/payments/\(id)"

        let provider = try await paid.world.as(.pia).get(path)
        #expect(provider["net_minor"] == 10_802 && provider["commission_minor"] == 1_543)
        #expect(provider["amount_minor"] == nil)
        let manager = try await paid.world.as(.lina).get(path)
        #expect(manager["amount_minor"] == 12_345 && manager["net_minor"] == 10_802)
        #expect(try await paid.world.as(.ada).get(path).status == 200)
        for stranger in [Person.cora, .pete, .leo] {
            #expect(try await paid.world.as(stranger).get(path).status == 404)
        }
        let list = try await paid.world.as(.carl).get("/api/v1/payments/job/\(job)")
        #expect(list["data"]?.arrayValue?.count == 1)
        #expect(try await paid.world.as(.cora).get("/api/v1/payments/job/\(job)").status == 404)
        let pia = try await paid.world.provider(of: .pia)
        let own = try await paid.world.as(.pia).get("/api/v1/payments/provider/\(pia)")
        #expect(own["data"]?[0]?["net_minor"] == 10_802 && own["data"]?[0]?["job_id"] == .string(job))
        #expect(try await paid.world.as(.pete).get("/api/v1/payments/provider/\(pia)").status == 404)
        #expect(try await paid.world.as(.carl).get("/api/v1/payments/provider/\(pia)").status == 403)
    }

    @Test func `refused: not awarded, one open, another's job, foreign addresses, computed amounts`()
        async throws
    {
        let paid = try await PaidScene.open()
        let open = try await paid.scene.post()
        #expect(try await paid.begin(open).problem == .notAwarded)
        let job = try await paid.awarded()
        #expect(try await paid.begin(job, by: .cora).status == 404)
        #expect(try await paid.begin(job, by: .pia).status == 403)
        let foreign = try await paid.begin(job, ["return_url": "https://world.example.evil/x"])
        #expect(foreign.faults == ["/return_url": "foreign_origin"])
        let computed = try await paid.begin(job, ["amount_minor": 5])
        #expect(computed.faults == ["/amount_minor": "computed"])
        #expect(try await paid.begin(job, ["gateway": "paypal"]).problem == .paymentsNotConfigured)

        let id = try #require(try await paid.begin(job).id)
        let second = try await paid.begin(job)
        #expect(second.problem == .alreadyThere && second["payment_id"] == .string(id))
        #expect(try await paid.step(id, by: .cora).status == 404)
    }

    @Test func `only the customer cancels, only administrators refresh, and nothing else is set by hand`()
        async throws
    {
        let paid = try await PaidScene.open()
        let job = try await paid.awarded()
        let (id, page) = try await paid.opened(job)
        let path = "/api/v1/payments/\(id)/status"

        for status in ["succeeded", "open", "failed", "lapsed", "created"] {
            let answer = try await paid.world.as(.ada).put(path, ["status": .string(status)])
            #expect(answer.problem == .setByGatewayOnly)
        }
        #expect(try await paid.world.as(.lina).put(path, ["status": "cancelled"]).status == 403)
        #expect(try await paid.world.as(.carl).put(path, ["status": "refreshed"]).status == 403)
        #expect(
            try await paid.world.as(.ada).put(path, ["status": "refreshed"]).faults == ["/reason": "required"]
        )
        try await paid.stripe.act("complete/\(page)")
        let read = try await paid.world.as(.ada).put(
            path,
            ["status": "refreshed", "reason": "The customer called."]
        )
        #expect(read.status == 200 && read["state"] == "succeeded")
        let late = try await paid.world.as(.carl).put(path, ["status": "cancelled"])
        #expect(late.problem == .illegalTransition && late["present"] == "succeeded")
    }

    @Test func `a cancelled payment can be followed by another one`() async throws {
        let paid = try await PaidScene.open()
        let job = try await paid.awarded()
        let (id, _) = try await paid.opened(job)

        let cancelled = try await paid.world.as(.carl).put(
            "/api/v1/payments/\(id)/status",
            ["status": "cancelled"]
        )
        #expect(cancelled["state"] == "cancelled" && cancelled["url"] == nil)
        #expect(try await paid.step(id).problem == .illegalTransition)
        #expect(try await paid.begin(job).status == 201)
    }

    @Test func `a declined card: the payment fails, the customer is told, and tries again`() async throws {
        let paid = try await PaidScene.open()
        let job = try await paid.awarded()
        let (id, page) = try await paid.opened(job)
        try await paid.stripe.act("complete/\(page)", ["declines": "true"])
        try await paid.world.hearCharges(paid.stripe)

        let failed = try await paid.world.as(.carl).get("/api/v1/payments/\(id)")
        #expect(failed["state"] == "failed" && failed["failure"] == "insufficient_funds")
        #expect(try await paid.scene.notices(to: .carl).contains("marketplace.payment.failed"))
        #expect(try await paid.step(id)["state"] == "open")
        try await paid.stripe.act("complete/\(page)")
        try await paid.world.hearCharges(paid.stripe)
        #expect(try await paid.scene.state(of: job) == "funded")
    }

    @Test func `invoices: the sale at capture, the commission at completion, credit notes at refunds`()
        async throws
    {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.completed()
        try await paid.refunded(id, 5_000)
        try await paid.world.runJobs()

        let carl = try await paid.world.as(.carl).get("/api/v1/payments/invoices")
        let own = carl["data"]?.arrayValue ?? []
        #expect(own.map { $0["kind"]?.stringValue } == ["credit_note", "invoice"])
        #expect(own.map { $0.whole("total_minor") } == [5_000, 12_345])
        #expect(own.last?["issuer"] == "Novak Painting")
        let pia = try await paid.world.as(.pia).get("/api/v1/payments/invoices")
        #expect((pia["data"]?.arrayValue ?? []).map { $0.whole("total_minor") } == [625, 1_543])
        #expect(
            try await paid.world.as(.ada).get("/api/v1/payments/invoices")["data"]?.arrayValue?.count == 4
        )
        #expect(try await paid.world.as(.lina).get("/api/v1/payments/invoices").status == 403)
        let url = try #require(own.last?["url"]?.stringValue)
        #expect(url.hasPrefix("https://"))
    }

    @Test func `administrators see sums, strays and what matches nothing`() async throws {
        let paid = try await PaidScene.open()
        _ = try await paid.funded()
        let unknown =
            #"{"id":"evt_u","type":"charge.refunded","created":1,"data":{"object":{"object":"charge","id":"ch_1","payment_intent":"pi_unknown"}}}"#
        try await paid.world.hook(unknown, at: "/payments/webhook")
        try await paid.world.runJobs()

        let sums = try await paid.world.as(.ada).get("/api/v1/admin/payments")
        #expect(sums["sums"]?[0]?["state"] == "succeeded" && sums["sums"]?[0]?["amount_minor"] == 12_345)
        #expect(sums["strays"] == [] && sums["unmatched"]?[0]?["event_id"] == "evt_u")
        #expect(try await paid.world.as(.lina).get("/api/v1/admin/payments").status == 403)
        let reversed = try await paid.world.as(.ada).get(
            "/api/v1/admin/payments?from=2030-01-02&to=2030-01-01"
        )
        let long = try await paid.world.as(.ada).get("/api/v1/admin/payments?from=2025-01-01&to=2026-11-30")
        #expect(reversed.status == 422)
        #expect(long.faults == ["query/from": "span_too_long"], "\(long)")
    }
}
