import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct ChatSocketTests {
    private func place(_ chat: String) -> JSONValue { ["chatId": .string(chat)] }

    @Test func `messages reach the joined sockets as REST answers them, and the WebSocket`() async throws {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        _ = try await scene.say("one", in: chat)
        try await scene.world.live { live in
            let (carl, pia) = (try await live.socketIO(as: .carl), try await live.socketIO(as: .pia))
            let stream = try await live.socket("/ws", as: .pia)
            try await stream.wait { !$0.texts.isEmpty }

            let joined = try await pia.ask("join_chat", place(chat))
            #expect(joined["ok"] == true && joined["last_seq"] == 1 && joined["more"] == false)
            #expect(joined["messages"]?.arrayValue?.compactMap { $0["body"] } == ["one"])

            let sent = try await carl.ask(
                "send_message",
                ["chatId": .string(chat), "message": "two 212-555-0187", "clientId": "a"]
            )
            #expect(sent["ok"] == true && sent["message"]?["seq"] == 2)
            #expect(sent["message"]?["body"] == "two [contact]" && sent["message"]?["masked"] == true)
            let again = try await carl.ask(
                "send_message",
                ["chatId": .string(chat), "message": "two 212-555-0187", "clientId": "a"]
            )
            #expect(again == sent)
            let other = try await carl.ask(
                "send_message",
                ["chatId": .string(chat), "message": "else", "clientId": "a"]
            )
            #expect(other == ["ok": false, "code": "client_id_reused"])

            try await pia.wait { !$0.events("new_message").isEmpty }
            try await stream.wait { $0.texts.count > 1 }
            #expect(pia.events("new_message") == [["message": sent["message"] ?? .null]])
            #expect(try await scene.messages(of: chat, by: .pia).last == sent["message"])
            #expect(stream.texts.last?.contains("\"new_message\"") == true)
            #expect(carl.events("new_message").isEmpty, "he has not joined")

            #expect(try await pia.ask("leave_chat", place(chat)) == ["ok": true])
            _ = try await scene.say("three", in: chat)
            #expect(try await pia.ask("join_chat", ["chatId": .string(chat), "after": 2])["last_seq"] == 3)
            #expect(pia.events("new_message").count == 1)
        }
    }

    @Test func `after resumes from the stored messages, and nothing comes twice or is lost`() async throws {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        try await scene.world.live { live in
            let pia = try await live.socketIO(as: .pia)
            let answers = try await scene.world.atOnce(2) { part -> JSONValue in
                guard part == 0 else {
                    try await Task.sleep(for: .milliseconds(100))
                    return try await pia.ask("join_chat", ["chatId": .string(chat), "after": 0])
                }
                for number in 1...25 { _ = try await scene.say("\(number)", in: chat) }
                return nil
            }
            let joined = answers[1]
            let stored = joined["messages"]?.arrayValue?.compactMap { $0["seq"]?.integerValue } ?? []
            try await pia.wait { $0.events("new_message").count + stored.count >= 25 }
            let live = pia.events("new_message").compactMap { $0["message"]?["seq"]?.integerValue }
            #expect(stored + live == Array(1...25))
        }
    }

    @Test func `more than 200 messages come in parts`() async throws {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        let carl = try await scene.world.account(of: .carl)
        let id = try #require(ID<Chat>(chat))
        try await scene.world.db.write { tx in
            for seq in 1...205 {
                try tx.execute(
                    """
                    INSERT INTO chat_message (id, chat_id, seq, author_id, author_role, body, written_at)
                    VALUES (\(tx.newID(of: Message.self)), \(id), \(seq), \(carl), 'customer', 'x', \(tx.now))
                    """
                )
            }
            try tx.execute("UPDATE chat SET last_seq = 205 WHERE id = \(id)")
        }
        try await scene.world.live { live in
            let pia = try await live.socketIO(as: .pia)
            let first = try await pia.ask("join_chat", ["chatId": .string(chat), "after": 0])
            let seqs = first["messages"]?.arrayValue?.compactMap { $0["seq"]?.integerValue }
            #expect(seqs == Array(1...200) && first["more"] == true && first["last_seq"] == 205)
            let newest = try await pia.ask("join_chat", ["chatId": .string(chat)])
            let last = newest["messages"]?.arrayValue?.compactMap { $0["seq"]?.integerValue }
            #expect(last == Array(6...205) && newest["more"] == true)
        }
    }

    @Test func `typing 1 per 2 s (dropped in silence) reaches the other one, and is not stored`()
        async throws
    {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        let carlID = try await scene.world.id(of: .carl)
        try await scene.world.live { live in
            let (carl, pia) = (try await live.socketIO(as: .carl), try await live.socketIO(as: .pia))
            #expect(try await carl.ask("typing", place(chat)) == ["ok": false, "code": "not_joined"])
            for client in [carl, pia] {
                #expect(try await client.ask("join_chat", place(chat))["ok"] == true)
            }
            for _ in 0..<3 { #expect(try await carl.ask("typing", place(chat)) == ["ok": true]) }
            scene.world.clock.advance(by: .seconds(2))
            #expect(try await carl.ask("typing", place(chat)) == ["ok": true])
            try await pia.wait { $0.events("user_typing").count == 2 }
            let typing: JSONValue = ["userId": .string(carlID), "chatId": .string(chat)]
            #expect(pia.events("user_typing") == [typing, typing] && carl.events("user_typing").isEmpty)
            let stored = try await scene.world.db.read { tx in
                try tx.exists("SELECT 1 FROM realtime_event WHERE event = 'user_typing'")
            }
            #expect(!stored)
        }
    }

    @Test func `receipts, the end of a chat and the states of a job are told`() async throws {
        let scene = try await MarketScene.open()
        let (job, chat) = try await scene.talking()
        _ = try await scene.say("one", in: chat)
        let piaID = try await scene.world.id(of: .pia)
        try await scene.world.live { live in
            let (carl, pia) = (try await live.socketIO(as: .carl), try await live.socketIO(as: .pia))
            #expect(try await carl.ask("join_chat", place(chat))["ok"] == true)
            #expect(try await pia.ask("read", ["chatId": .string(chat), "seq": 1]) == ["ok": true])
            #expect(try await pia.ask("read", ["chatId": .string(chat), "seq": 1]) == ["ok": true])
            try await carl.wait { !$0.events("chat_read").isEmpty }
            #expect(
                carl.events("chat_read") == [
                    ["chatId": .string(chat), "userId": .string(piaID), "seq": 1]
                ]
            )
            #expect(try await scene.world.as(.carl).delete("/api/v1/jobs/\(job)").status == 200)
            #expect(try await scene.close(chat, by: .pia).status == 200)
            try await carl.wait { !$0.events("chat_closed").isEmpty }
            #expect(carl.events("chat_closed") == [["chatId": .string(chat)]])
            #expect(carl.events("job_updated").last == ["jobId": .string(job), "state": "cancelled"])
            #expect(carl.events("chat_read").count == 1)
            let late = try await carl.ask("send_message", ["chatId": .string(chat), "message": "late"])
            #expect(late == ["ok": false, "code": "chat_closed"])
        }
    }

    @Test func `strangers, staff and more than 20 joins/min are refused`() async throws {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        try await scene.world.live { live in
            let cora = try await live.socketIO(as: .cora)
            let unknown: JSONValue = ["ok": false, "code": "not_found"]
            #expect(try await cora.ask("join_chat", place(chat)) == unknown)
            #expect(try await cora.ask("join_chat", place("x")) == ["ok": false, "code": "invalid"])
            let message: JSONValue = ["chatId": .string(chat), "message": "hello"]
            #expect(try await cora.ask("send_message", message) == unknown)
            #expect(try await cora.ask("read", ["chatId": .string(chat), "seq": 1]) == unknown)
            let lina = try await live.socketIO(as: .lina)
            #expect(try await lina.ask("join_chat", place(chat)) == ["ok": false, "code": "forbidden"])
            let carl = try await live.socketIO(as: .carl)
            for _ in 0..<20 { #expect(try await carl.ask("join_chat", place(chat))["ok"] == true) }
            let refused: JSONValue = ["ok": false, "code": "too_many_requests"]
            #expect(try await carl.ask("join_chat", place(chat)) == refused)
            #expect(try await carl.ask("shout", place(chat)) == ["ok": false, "code": "unknown_event"])
        }
    }

    @Test func `a chat member removed while connected hears no more`() async throws {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        let (carl, cora) = (
            try await scene.world.account(of: .carl), try await scene.world.account(of: .cora)
        )
        try await scene.world.live { live in
            let (leaver, pia) = (try await live.socketIO(as: .carl), try await live.socketIO(as: .pia))
            for client in [leaver, pia] {
                #expect(try await client.ask("join_chat", place(chat))["ok"] == true)
            }
            try await scene.world.db.write { tx in
                try tx.execute("UPDATE chat SET customer_id = \(cora)")
                try Realtime.roomsChanged(of: carl, tx)
            }
            for number in 0..<200 where try await leaver.ask("typing", place(chat))["ok"] == true {
                try await Task.sleep(for: .milliseconds(number > 190 ? 100 : 20))
            }
            #expect(
                try await pia.ask("send_message", ["chatId": .string(chat), "message": "x"])["ok"] == true
            )
            try await pia.wait { !$0.events("new_message").isEmpty }
            #expect(leaver.events("new_message").isEmpty)
            let refused: JSONValue = ["ok": false, "code": "not_found"]
            #expect(try await leaver.ask("join_chat", place(chat)) == refused)
        }
    }
}
