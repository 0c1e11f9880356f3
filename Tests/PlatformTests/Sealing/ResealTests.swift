import Crypto
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Values in the formats of before, and under keys of before.
@Suite struct ResealTests {
    @Test func `an authenticator of an older version logs in, before and after it is sealed again`()
        async throws
    {
        let world = try await aClub()
        let device = try await world.enrolled(.giulia)
        let account = try await world.account(of: .giulia).id
        let former = try world.former(
            device.secretBytes ?? [],
            for: "second-factor",
            boundTo: account.description
        )
        try await world.put(former, into: "second_factor", "secret")

        let before = try await world.secondStep(
            world.challenge(.giulia),
            device.code(at: world.clock.now)
        )
        let count = try await ResealValues.run(at: world.site)
        world.clock.advance(by: .seconds(60))
        let after = try await world.secondStep(
            world.challenge(.giulia),
            device.code(at: world.clock.now)
        )

        #expect(before.status == 200 && after.status == 200, "\(before) \(after)")
        #expect(count == .init(resealed: 1, unreadable: 0))
        #expect(try await world.bytes("SELECT secret FROM second_factor")[0].starts(with: world.header))
        #expect(try await ResealValues.run(at: world.site) == .init())
    }

    @Test func `deliveries are signed with the secrets of an older version`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)
        _ = try await world.as(.sara).post("\(hook.admin)/rotate-secret")
        let keys = try await world.webhookKeys(of: hook)
        for (column, key) in zip(["secret", "previous_secret"] as [SQL], keys) {
            try await world.put(
                world.former(key, for: "webhooks", boundTo: hook.id),
                into: "webhook_endpoint",
                column
            )
        }

        try await world.order(1)
        try await world.runJobs()
        let count = try await ResealValues.run(at: world.site)
        try await world.order(2)
        try await world.runJobs()

        #expect(count == .init(resealed: 2, unreadable: 0))
        let arrived = try await hook.arrived()
        #expect(arrived.map(\.signatures.count) == [2, 2])
        for delivery in arrived { #expect(try delivery.isSigned(with: hook.secret)) }
    }

    @Test func `a link that an older version has sealed is mailed`() async throws {
        let world = try await aPostOffice()
        let secrets = NoticeSecrets(["link": "https://post.example/keys/1"], sealedBy: world.site)
        try await world.tell(.giulia, Notice(template: "post.reset", secrets: secrets))
        let former = try world.former(
            JSON.encode(["link": "https://post.example/keys/2"]),
            for: "notice-secrets"
        )
        try await world.put(former, into: "notice", "sealed")

        let count = try await ResealValues.run(at: world.site)
        try await world.runJobs()

        #expect(count == .init(resealed: 1, unreadable: 0))
        #expect(world.mails().first?.text.contains("https://post.example/keys/2") == true)
    }

    @Test func `a device is pushed to, whoever registered it and whichever version sealed it`() async throws {
        let world = try await aClub()
        let (giulia, luca) = (
            try await world.account(of: .giulia).id, try await world.account(of: .luca).id
        )

        try await world.register("device-1", for: giulia)
        let former = try world.former("device-1".utf8, for: "push-device")
        try await world.put(former, into: "push_device", "sealed")
        let old = try await world.tokens(of: giulia)
        let count = try await ResealValues.run(at: world.site)
        let new = try await world.tokens(of: giulia)
        try await world.register("device-1", for: luca)

        #expect(old == ["device-1"] && new == ["device-1"])
        #expect(count == .init(resealed: 1, unreadable: 0))
        #expect(try await world.tokens(of: giulia) == [])
        #expect(try await world.tokens(of: luca) == ["device-1"])
    }

    @Test func `when the secret changes all is sealed again, once, however many do it`() async throws {
        let world = try await aPostOffice()
        try await world.db.write { [site = world.site] tx in
            for number in 1...450 {
                let secrets = NoticeSecrets(["link": "https://post.example/\(number)"], sealedBy: site)
                let address = EmailAddress(unchecked: "someone\(number)@example.com")
                try Notifications.mail(
                    address,
                    in: .english,
                    Notice(template: "post.reset", secrets: secrets),
                    tx
                )
            }
        }
        let old = Array(World.secret.utf8)
        let next = Array("the secret that comes after the first, or so".utf8)
        let renewed = try await world.site(secret: SiteSecret(next, previous: [old]))
        let replaced = try await world.site(secret: SiteSecret(next))

        #expect(try await ResealValues.run(at: replaced) == .init(resealed: 0, unreadable: 450))
        #expect(try await world.pending(at: renewed) == 450)
        let counts = try await world.atOnce(4) { _ in try await ResealValues.run(at: renewed) }

        #expect(counts.map(\.resealed).reduce(0, +) == 450)
        #expect(counts.allSatisfy { $0.unreadable == 0 })
        #expect(try await world.pending(at: renewed) == 0)
        #expect(try await ResealValues.run(at: replaced) == .init())
        let links = try await replaced.db.read { tx in
            try tx.all("SELECT \(NoticeRow.columns) FROM notice n", as: NoticeRow.self)
                .map { row in
                    try NoticeSecrets.open(row.sealed ?? [], in: row.id, at: replaced)["link"] ?? ""
                }
        }
        #expect(Set(links) == Set((1...450).map { "https://post.example/\($0)" }))
    }

    @Test func `an older version's values are sealed again by a schedule`() async throws {
        let world = try await aClub()
        let account = try await world.account(of: .giulia).id
        try await world.register("device-1", for: account)
        try await world.put(world.former("device-1".utf8, for: "push-device"), into: "push_device", "sealed")

        world.clock.advance(by: .hours(25))
        try await world.tick()

        #expect(try await world.bytes("SELECT sealed FROM push_device")[0].starts(with: world.header))
    }
}

extension World {
    fileprivate var header: [UInt8] { site.sealing.header }

    /// As it was encrypted before a key had an id.
    fileprivate func former(
        _ text: some Sequence<UInt8>,
        for purpose: String,
        boundTo row: String = ""
    ) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            Array(text),
            using: site.key(for: purpose),
            authenticating: Array(row.utf8)
        )
        return Array(try #require(box.combined))
    }

    fileprivate func put(_ sealed: [UInt8], into table: SQL, _ column: SQL) async throws {
        let changed = try await db.write { tx in
            try tx.execute("UPDATE \(table) SET \(column) = \(sealed)")
        }
        #expect(changed == 1)
    }

    fileprivate func bytes(_ sql: SQL) async throws -> [[UInt8]] {
        try await db.read { tx in try tx.values(sql, as: [UInt8].self) }
    }

    fileprivate func site(secret: SiteSecret) async throws -> Site {
        try await World.site(product, db, clock, secret: secret)
    }

    fileprivate func pending(at site: Site) async throws -> Int {
        try await db.read { tx in try ResealValues.pending(of: site.product, site.sealing, tx) }
    }

    fileprivate func register(_ token: String, for account: ID<Account>) async throws {
        try await db.write { [site] tx in
            try PushDevice.register(token, .android, for: account, in: nil, at: site, tx)
        }
    }

    fileprivate func tokens(of account: ID<Account>) async throws -> [String] {
        try await db.read { [site] tx in
            try PushDevice.identities(of: account, tx).map { id in
                try PushDevice.find(id, of: account, tx)?.token(at: site) ?? ""
            }
        }
    }

    /// The keys that sign now and before.
    fileprivate func webhookKeys(of hook: Hook) async throws -> [[UInt8]] {
        let id = try #require(ID<WebhookEndpoint>(hook.id))
        return try await db.read { [site] tx in
            let current = try tx.value("SELECT secret FROM webhook_endpoint", as: [UInt8].self) ?? []
            let previous =
                try tx.value("SELECT previous_secret FROM webhook_endpoint", as: [UInt8].self) ?? []
            return [
                try WebhookSecret.current.open(current, in: id, at: site),
                try WebhookSecret.previous.open(previous, in: id, at: site),
            ]
        }
    }
}
