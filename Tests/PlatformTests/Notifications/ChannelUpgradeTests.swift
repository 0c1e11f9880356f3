import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ChannelUpgradeTests {
    @Test func `deliveries and preferences of before are there after text messages and pushes came`()
        async throws
    {
        let empty = try EmptyDatabase()
        let all = club().migrations
        let cut = try #require(all.firstIndex { $0.id == "platform/notifications-004" })
        try await empty.db.migrate(Array(all[..<cut]))
        let (account, notice, delivery) = (
            ID<Account>.new(at: TestClock.start), ID<NoticeRow>.new(at: TestClock.start),
            ID<NoticeDelivery>.new(at: TestClock.start)
        )
        try await empty.db.write { tx in
            try tx.execute(
                """
                INSERT INTO account (id, email, role, state, locale, created_at, password_changed_at, version)
                VALUES (\(account), 'old@example.com', 'member', 'active', 'it', \(tx.now), \(tx.now), 1)
                """
            )
            try tx.execute(
                """
                INSERT INTO notice (id, account_id, template, placeholder_values, created_at)
                VALUES (\(notice), \(account), 'accounts.new_device', '{}', \(tx.now))
                """
            )
            try tx.execute(
                """
                INSERT INTO notice_delivery (id, notice_id, channel, state, due_at, attempts, created_at)
                VALUES (\(delivery), \(notice), 'email', 'waiting', \(tx.now), 3, \(tx.now))
                """
            )
            try tx.execute(
                """
                INSERT INTO notice_preference (account_id, category, channel, is_on, changed_at)
                VALUES (\(account), 'service', 'email', \(false), \(tx.now))
                """
            )
        }

        try await empty.db.migrate(all)

        try await empty.db.write { tx in
            #expect(try NoticeDelivery.find(delivery, tx).attempts == 3)
            let isOn = try tx.value(
                "SELECT is_on FROM notice_preference WHERE account_id = \(account)",
                as: Bool.self
            )
            #expect(isOn == false)
            _ = try NoticeDelivery.insert(notice, .sms, due: tx.now, tx)
            for _ in 1...2 {
                let device = tx.newID(of: PushDevice.self)
                _ = try NoticeDelivery.insert(notice, .push, device: device, due: tx.now, tx)
            }
        }
        let second = await #expect(throws: DatabaseError.self) {
            try await empty.db.write { tx in _ = try NoticeDelivery.insert(notice, .email, due: tx.now, tx) }
        }
        #expect(second?.isUnique() == true)
        let unknown = await #expect(throws: DatabaseError.self) {
            try await empty.db.write { tx in
                _ = try tx.execute("UPDATE notice_delivery SET channel = 'pigeon' WHERE id = \(delivery)")
            }
        }
        #expect(unknown.map { if case .check = $0.kind { true } else { false } } == true)
        try await empty.db.write { tx in
            _ = try tx.execute("DELETE FROM notice WHERE id = \(notice)")
            #expect(try tx.value("SELECT COUNT(*) FROM notice_delivery", as: Int.self) == 0)
        }
    }
}
