import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct BuildReportTests {
    @Test func `the stock is on the lists, and the lists are shown`() async throws {
        let scene = try await ReportScene.open()
        #expect(ReportBuilder.tutoring.flaws == [])

        let list = try await scene.world.as(.ada).get(ReportScene.path)

        #expect(list.status == 200, "\(list)")
        #expect(list["stock"]?.arrayValue?.count == ReportBuilder.tutoring.stock.count)
        #expect(
            list["datasets"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
                == ["lessons", "purchases", "payments", "events", "reviews"]
        )
        for stock in list["stock"]?.arrayValue ?? [] {
            let id = try #require(stock["id"]?.stringValue)
            #expect(try await scene.world.as(.ada).get("\(ReportScene.path)/\(id)")["name"] == stock["name"])
            for format in ["json", "csv", "pdf"] {
                let run = try await scene.run(id, as: format)
                #expect(run["state"] == "ready" && run["rows"] != nil, "\(stock) \(run)")
            }
        }
    }

    @Test func `422 off the list, at each place`() async throws {
        let scene = try await ReportScene.open()
        #expect(try await scene.save("accounts", by: [], ["events"]).faults == ["/dataset": "off_the_list"])

        let answer = try await scene.save(
            "events",
            by: ["day", "visitor", "day"],
            ["events", "password"],
            filters: [
                ReportScene.filter("name; DROP TABLE account", "eq", "visit"),
                ReportScene.filter("name", "gt", "visit"), ReportScene.filter("hour", "eq", "ten"),
                ReportScene.filter("at", "gte", "yesterday"), ReportScene.filter("name", "in", []),
            ],
            sort: "-visitors"
        )

        #expect(answer.status == 422)
        #expect(
            answer.faults == [
                "/dimensions/1": "off_the_list", "/dimensions/2": "named_twice",
                "/measures/1": "off_the_list",
                "/filters/0/field": "off_the_list", "/filters/1/op": "off_the_list",
                "/filters/2/value": "value_of_another_kind", "/filters/3/value": "value_of_another_kind",
                "/filters/4/value": "value_of_another_kind", "/sort": "off_the_list",
            ],
            "\(answer.faults)"
        )
    }

    @Test func `reports have 3 dimensions, 5 measures and 10 filters at most`() async throws {
        let scene = try await ReportScene.open()
        let filter = ReportScene.filter("name", "eq", "visit")

        let most = try await scene.save(
            "lessons",
            by: ["day", "state", "subject"],
            ["lessons", "students", "tutors", "minutes", "value"],
            filters: Array(repeating: ReportScene.filter("state", "ne", "held"), count: 10)
        )
        let more = try await scene.save(
            "lessons",
            by: ["day", "state", "subject", "level"],
            ["lessons", "students", "tutors", "minutes", "value", "net"],
            filters: Array(repeating: ReportScene.filter("state", "ne", "held"), count: 11)
        )
        let none = try await scene.save("events", by: ["day"], [], filters: [filter])

        #expect(most.status == 201, "\(most)")
        #expect(Set(more.faults.keys) == ["/dimensions", "/measures", "/filters"])
        #expect(none.faults == ["/measures": "required"])
    }

    @Test func `a run is queued, then ready for 24 h, in json, csv and pdf`() async throws {
        let scene = try await ReportScene.open()
        try await scene.fill(100)
        let saved = try await scene.save("events", by: ["name"], ["events", "visitors"], sort: "-events")
        let id = try #require(saved.id)
        #expect(saved.header("Location") == "\(ReportScene.path)/\(id)")
        #expect(try await scene.world.as(.adam).get("\(ReportScene.path)/\(id)")["dataset"] == "events")

        let ordered = try await scene.world.as(.ada).post("\(ReportScene.path)/\(id)/run", ["format": "json"])
        #expect(ordered.status == 202 && ordered["state"] == "queued" && ordered["url"] == nil, "\(ordered)")
        try await scene.world.runJobs()
        let ready = try await scene.world.as(.ada).get(ordered.header("Location") ?? "")
        #expect(ready["state"] == "ready" && ready["rows"] == 3 && ready["truncated"] == false, "\(ready)")
        let json = try await scene.file(ready)
        #expect(json["rows"]?[0]?["name"] == "search" && json["rows"]?[0]?["events"] == 34, "\(json)")
        let csv = try await scene.file(try await scene.run(id, as: "csv"))
        #expect(csv.text.split(separator: "\r\n").count == 4)
        let pdf = try await scene.file(try await scene.run(id, as: "pdf"))
        #expect(pdf.text.hasPrefix("%PDF") || pdf.body.starts(with: Array("%PDF".utf8)))

        scene.world.clock.advance(by: .hours(25))
        try await scene.world.tick()
        let over = try await scene.world.as(.ada).get(ordered.header("Location") ?? "")
        #expect(over["state"] == "ready" && over["url"] == nil && over["rows"] == 3, "\(over)")
    }

    @Test func `a report has 10000 rows at most, and says that there are more; a pdf has 2000`() async throws
    {
        let scene = try await ReportScene.open()
        try await scene.fill(25_000)
        let saved = try await scene.save("events", by: ["day", "hour", "source"], ["events"])
        let id = try #require(saved.id)
        let visitors = try await scene.save("events", by: ["day", "hour", "name"], ["events", "visitors"])

        // 25,000 minutes: 417 hours with ten sources each.
        let run = try await scene.run(id)
        let paper = try await scene.run(id, as: "pdf")
        let small = try await scene.run(try #require(visitors.id), as: "pdf")

        #expect(run["state"] == "ready" && run["truncated"] == false, "\(run)")
        #expect((run["rows"]?.integerValue ?? 0) > 4_000)
        #expect(paper["state"] == "failed" && paper["failure"] == "too_many_rows", "\(paper)")
        #expect(small["state"] == "ready", "\(small)")
        try await scene.world.db.write { tx in
            try tx.execute("UPDATE visitor_event SET subject_id = id")
        }
        let all = try await scene.run(
            try #require(try await scene.save("events", by: ["about"], ["events"]).id)
        )
        #expect(all["rows"] == 10_000 && all["truncated"] == true, "\(all)")
    }

    @Test func `10 filters over many events answer within the row limit`() async throws {
        let scene = try await ReportScene.open()
        try await scene.fill(100_000)
        let now = scene.world.clock.now
        let filters = [
            ReportScene.filter("at", "gte", .string((now - .days(14)).description)),
            ReportScene.filter("at", "lt", .string(now.description)),
            ReportScene.filter("name", "in", ["visit", "search"]), ReportScene.filter("name", "ne", "share"),
            ReportScene.filter("subject", "eq", "mathematics"),
            ReportScene.filter("source", "in", ["1", "2", "3"]),
            ReportScene.filter("hour", "gte", 8), ReportScene.filter("hour", "lt", 20),
            ReportScene.filter("weekday", "lte", 5), ReportScene.filter("is_known", "eq", 0),
        ]

        let rows = try await scene.rows(
            "events",
            by: ["day", "name", "source"],
            ["events", "visitors"],
            filters: filters,
            sort: "-events"
        )

        #expect(!rows.isEmpty && rows.count <= 60, "\(rows.count)")
        let counts = rows.compactMap { $0["events"]?.integerValue }
        #expect(counts == counts.sorted(by: >))
    }

    @Test func `times are those of the wall on both sides of a clock change`() async throws {
        let scene = try await ReportScene.open()
        // 23:30 and 00:30 in Rome around the change of 25 October 2026, and a Sunday and a Monday.
        let moments = ["2026-10-24T21:30:00Z", "2026-10-25T23:30:00Z", "2026-10-25T22:30:00Z"]
        try await scene.world.db.write { tx in
            for moment in moments {
                guard let at = Instant(moment) else { continue }
                try tx.execute(
                    """
                    INSERT INTO visitor_event (id, visitor, name, at, properties, received_at)
                    VALUES (\(tx.newID(of: Account.self)), 'visitor-1', 'visit', \(at), '{}', \(at))
                    """
                )
            }
        }

        let days = try await scene.rows("events", by: ["day", "hour", "weekday"], ["events"])
        let weeks = try await scene.rows("events", by: ["week", "month", "quarter"], ["events"])

        #expect(days.map { $0["day"] } == ["2026-10-24", "2026-10-25", "2026-10-26"], "\(days)")
        #expect(days.map { $0["hour"] } == [23, 23, 0])
        #expect(days.map { $0["weekday"] } == [6, 7, 1])
        #expect(weeks.map { $0["week"] } == ["2026-10-19", "2026-10-26"], "\(weeks)")
        #expect(weeks.first?["month"] == "2026-10" && weeks.first?["quarter"] == "2026-Q4")
    }

    @Test func `lessons, purchases, payments and reviews add up`() async throws {
        let money = try await MoneyScene.open()
        let scene = ReportScene(world: money.world)
        let bought = try await money.buy()
        let lesson = try await money.taught(bought.lot)
        _ = try await money.lessons.review("/bookings/\(lesson)", 4)

        let lessons = try await scene.rows(
            "lessons",
            by: ["tutor_name", "state"],
            ["charged", "value", "net"]
        )
        let purchases = try await scene.rows("purchases", by: ["state"], ["purchases", "amount", "used"])
        let payments = try await scene.rows("payments", by: ["state"], ["paid", "fees"])
        let reviews = try await scene.rows("reviews", by: ["tutor_name"], ["reviews", "rating"])
        let total = try await scene.rows("lessons", by: [], ["lessons"])

        #expect(
            lessons == [
                [
                    "tutor_name": "Tina Rossi", "state": "completed", "charged": 1, "value": 2_700,
                    "net": 2_206,
                ]
            ]
        )
        #expect(
            purchases == [["state": "paid", "purchases": 1, "amount": 27_000, "used": 100]],
            "\(purchases)"
        )
        #expect(payments == [["state": "succeeded", "paid": 27_000, "fees": 430]], "\(payments)")
        #expect(reviews.first?["reviews"] == 1 && reviews.first?["rating"]?.doubleValue == 4, "\(reviews)")
        #expect(total == [["lessons": 1]])
    }

    @Test func `only administrators build reports, and an unknown one is not there`() async throws {
        let scene = try await ReportScene.open()

        #expect(try await scene.world.as(.tina).get(ReportScene.path).status == 403)
        #expect(try await scene.world.as(.sara).post(ReportScene.path, [:]).status == 403)
        let unknown = ID<Account>(raw: 77).description
        #expect(try await scene.world.as(.ada).get("\(ReportScene.path)/\(unknown)").status == 404)
        #expect(
            try await scene.world.as(.ada).post("\(ReportScene.path)/\(unknown)/run", ["format": "csv"])
                .status
                == 404
        )
        #expect(try await scene.world.as(.ada).get("\(ReportScene.path)/runs/\(unknown)").status == 404)
    }
}
