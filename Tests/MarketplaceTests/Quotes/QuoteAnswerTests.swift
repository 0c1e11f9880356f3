import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// The fate of a quote: answers of both sides, time-outs, and moves of its job and provider.
@Suite struct QuoteAnswerTests {
    @Test func `a counter stands for 48 hours, then the quote is live again`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let quote = try await scene.quoted(job)

        let countered = try await reject(
            scene,
            job,
            quote,
            ["counter_amount_minor": 8_000, "reason": "Too much"]
        )

        #expect(countered.status == 200 && countered["state"] == "countered")
        #expect(countered["counter_amount_minor"] == 8_000 && countered["next"] == "uncounter")
        #expect(try await scene.notices(to: .pia).last == "marketplace.job.quote_countered")
        #expect(try await scene.accept(job, quote).problem == .quoteNotLive)
        scene.world.clock.advance(by: .hours(48) + .minutes(1))
        try await scene.world.tick()
        let live = try await scene.present(job)
        #expect(live.state == "live" && live.json["counter_amount_minor"] == nil)
        #expect(try await scene.notices(to: .carl).last == "marketplace.job.counter_over")
    }

    @Test func `a provider answers a counter by a revision, or by the same amount`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let quote = try await scene.quoted(job)
        _ = try await reject(scene, job, quote, ["counter_amount_minor": 8_000])

        let same = try await scene.put(job, "reconfirm-quote", by: .pia, ["job_revision": 1])
        #expect(same.status == 200 && same["state"] == "live" && same["amount_minor"] == 10_000)
        #expect(same["revision"] == 1)
        _ = try await reject(scene, job, quote, ["counter_amount_minor": 8_500])
        let revised = try await scene.quoted(job, by: .pia, 8_500)
        #expect(revised["state"] == "live" && revised["revision"] == 2)
        #expect(try await reject(scene, job, quote, [:]).problem == .revisionMismatch)
    }

    @Test func `a rejection is final and opens the job again`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let quote = try await scene.quoted(job)

        let rejected = try await reject(scene, job, quote, ["reason": "No, thank you"])

        #expect(rejected.status == 200 && rejected["state"] == "rejected")
        #expect(try await scene.state(of: job) == "open")
        #expect(try await scene.quote(job).problem == .illegalTransition)
        #expect(try await reject(scene, job, quote, [:]).problem == .illegalTransition)
        #expect(try await scene.put(job, "withdraw-quote", by: .pia).problem == .illegalTransition)
        #expect(try await scene.notices(to: .pia).last == "marketplace.job.quote_rejected")
    }

    @Test func `a withdrawn quote comes back by a revision`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job)

        let withdrawn = try await scene.put(job, "withdraw-quote", by: .pia, ["reason": "No time left"])

        #expect(withdrawn.status == 200 && withdrawn["state"] == "withdrawn")
        #expect(withdrawn["expires_at"] == nil)
        #expect(try await scene.state(of: job) == "open")
        #expect(try await scene.notices(to: .carl).contains("marketplace.job.quote_withdrawn"))
        #expect(try await scene.quoted(job)["revision"] == 2)
        #expect(try await scene.state(of: job) == "quoted")
    }

    @Test func `an accepted quote is not withdrawn: the job is cancelled`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()

        #expect(try await scene.put(job, "withdraw-quote", by: .pia).problem == .illegalTransition)
        #expect(try await scene.world.as(.pia).delete("/api/v1/jobs/\(job)").status == 200)

        #expect(try await scene.present(job).state == "withdrawn")
        #expect(try await scene.state(of: job) == "open")
    }

    @Test func `after an edit a quote is stale until it is confirmed for the new revision`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let quote = try await scene.quoted(job)
        let title: JSONObject = ["title": "Paint the fence and the gate"]
        #expect(try await scene.world.as(.carl).put("/api/v1/jobs/\(job)", .object(title)).status == 200)

        #expect(try await scene.present(job).state == "stale")
        #expect(try await scene.accept(job, quote).problem == .quoteStale)
        let old = try await scene.put(job, "reconfirm-quote", by: .pia, ["job_revision": 1])
        #expect(old.problem == .quoteStale && old["job_revision"] == 2)
        let confirmed = try await scene.put(job, "reconfirm-quote", by: .pia, ["job_revision": 2])
        #expect(confirmed.status == 200 && confirmed["state"] == "live" && confirmed["job_revision"] == 2)
        #expect(
            try await scene.put(job, "reconfirm-quote", by: .pia, ["job_revision": 2]).problem
                == .illegalTransition
        )
        #expect(try await scene.accept(job, quote).status == 200)
    }

    @Test func `a quote whose start left the window must be revised`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job)
        let window: JSONObject = ["window": ["from": scene.at(.days(4)), "until": scene.at(.days(9))]]
        #expect(try await scene.world.as(.carl).put("/api/v1/jobs/\(job)", .object(window)).status == 200)

        let confirmed = try await scene.put(job, "reconfirm-quote", by: .pia, ["job_revision": 2])

        #expect(confirmed.problem == .quoteStale)
        #expect(try await scene.quoted(job)["state"] == "live")
    }

    @Test func `a quote expires, and the job without another one is open again`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let quote = try await scene.quoted(job, by: .pia, 10_000, ["valid_until": scene.at(.hours(2))])
        scene.world.clock.advance(by: .hours(2) + .minutes(1))
        #expect(try await scene.accept(job, quote).problem == .quoteNotLive, "before the sweep too")

        try await scene.world.tick()

        #expect(try await scene.present(job).state == "expired")
        #expect(try await scene.state(of: job) == "open")
        #expect(try await scene.notices(to: .pia).contains("marketplace.job.quote_expired"))
        #expect(try await scene.quoted(job)["revision"] == 2)
    }

    @Test func `the customer is reminded a day before a quote expires`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.quoted(scene.post())
        scene.world.clock.advance(by: .days(6) + .minutes(1))

        try await scene.world.tick()

        #expect(try await scene.notices(to: .carl).contains("marketplace.job.quote_ends"))
        #expect(try await !scene.notices(to: .pia).contains("marketplace.job.quote_ends"))
    }

    @Test func `an award outbids the others, which return when it lapses`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let first = try await scene.quoted(job, by: .pia)
        let second = try await scene.quoted(job, by: .pete, 9_000)

        #expect(try await scene.accept(job, first).status == 200)
        #expect(try await scene.present(job).state == "awarded")
        #expect(try await scene.present(job, of: .pete).state == "outbid")
        #expect(try await scene.notices(to: .pete).last == "marketplace.job.quote_outbid")
        scene.world.clock.advance(by: .minutes(31))
        try await scene.world.tick()

        #expect(try await scene.present(job).state == "lapsed")
        #expect(try await scene.present(job, of: .pete).state == "live")
        #expect(try await scene.state(of: job) == "quoted")
        #expect(try await scene.accept(job, second).status == 200)
    }

    @Test func `an outbid quote whose time is over does not return`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let first = try await scene.quoted(job, by: .pia)
        _ = try await scene.quoted(job, by: .pete, 9_000, ["valid_until": scene.at(.hours(1) + .minutes(5))])
        scene.world.clock.advance(by: .minutes(40))
        #expect(try await scene.accept(job, first).status == 200)
        scene.world.clock.advance(by: .minutes(31))

        try await scene.world.tick()

        #expect(try await scene.present(job, of: .pete).state == "outbid")
        #expect(try await scene.state(of: job) == "open")
    }

    @Test func `a lapsed quote is confirmed again, with a new end`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()
        scene.world.clock.advance(by: .minutes(31))
        try await scene.world.tick()

        let confirmed = try await scene.put(job, "reconfirm-quote", by: .pia, ["job_revision": 1])

        #expect(confirmed.status == 200 && confirmed["state"] == "live")
        #expect(try await scene.state(of: job) == "quoted")
    }

    @Test func `a payment wins the quote`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        #expect(try await scene.present(job).state == "won")
    }

    @Test func `an award makes the provider's other quotes at that time stale`() async throws {
        let scene = try await MarketScene.open()
        let (job, other, later) = (try await scene.post(), try await scene.post(), try await scene.post())
        let quote = try await scene.quoted(job)
        _ = try await scene.quoted(other)
        _ = try await scene.quoted(later, by: .pia, 10_000, ["start": scene.at(.days(3))])

        #expect(try await scene.accept(job, quote).status == 200)

        #expect(try await scene.present(other).state == "stale")
        #expect(try await scene.present(later).state == "live")
        #expect(try await scene.state(of: other) == "quoted")
    }

    @Test func `a provider who stops loses open quotes`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job)
        let pia = try await scene.world.provider(of: .pia).description

        let stopped = try await scene.world.as(.pia).put(
            "/api/v1/providers/\(pia)/status",
            ["status": "inactive"]
        )

        #expect(stopped.status == 200)
        #expect(try await scene.present(job).state == "withdrawn")
        #expect(try await scene.state(of: job) == "open")
        let again = try await scene.quote(job)
        #expect(again.problem == .notQuotable && again["reason"] == "not_active")
    }

    @Test func `when a job is over its open quotes end`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job)

        #expect(try await scene.world.as(.carl).delete("/api/v1/jobs/\(job)").status == 200)

        #expect(try await scene.present(job).state == "expired")
    }

    @Test(arguments: Quote.Status.allCases, Quote.Event.allCases)
    func `every row of the lifecycle of a quote`(from status: Quote.Status, on event: Quote.Event) {
        let expected: Quote.Status? =
            switch (status, event) {
            case (.live, .revise), (.countered, .revise), (.stale, .revise), (.lapsed, .revise),
                (.withdrawn, .revise), (.expired, .revise):
                .live
            case (.live, .counter): .countered
            case (.countered, .uncounter): .live
            case (.live, .age), (.countered, .age): .stale
            case (.stale, .reconfirm), (.countered, .reconfirm), (.lapsed, .reconfirm): .live
            case (.live, .withdraw), (.countered, .withdraw), (.stale, .withdraw): .withdrawn
            case (.live, .drop), (.countered, .drop), (.stale, .drop): .withdrawn
            case (.live, .reject), (.countered, .reject), (.stale, .reject): .rejected
            case (.live, .outbid), (.countered, .outbid), (.stale, .outbid): .outbid
            case (.outbid, .restore): .live
            case (.outbid, .restoreStale): .stale
            case (.live, .award): .awarded
            case (.awarded, .win): .won
            case (.awarded, .lapse): .lapsed
            case (.awarded, .giveUp): .withdrawn
            case (.live, .expire), (.countered, .expire), (.stale, .expire): .expired
            default: nil
            }
        #expect(Quote.lifecycle.row(event, from: status)?.to == expected)
    }

    private func reject(
        _ scene: MarketScene,
        _ job: String,
        _ quote: TestResponse,
        _ more: JSONObject
    ) async throws -> TestResponse {
        var body = more
        body["quote_id"] = .string(quote.id ?? "")
        body["revision"] = quote["revision"]
        return try await scene.put(job, "reject-quote", by: .carl, body)
    }
}
