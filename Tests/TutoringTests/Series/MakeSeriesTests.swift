import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct MakeSeriesTests {
    @Test func `each date of a series is a lesson, paid from the lots`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(6)
        let answer = try await scene.series()

        #expect(answer.status == 201 && answer["state"] == "active", "\(answer)")
        #expect(answer.outcomes == ["booked", "booked", "booked", "booked"])
        #expect(answer.dates("lot_id") == Array(repeating: lot, count: 4))
        #expect(answer.dates("starts_at").last == LessonScene.rome(10, on: "2026-12-14"))
        #expect(answer["minutes"] == 60)
        #expect(try await scene.units(lot)["reserved"] == 400)
        #expect(try await scene.count("history WHERE subject_kind = 'lesson'") == 8, "held and booked")
        #expect(try await scene.count("deadline WHERE subject_kind = 'lesson'") == 4)
        #expect(try await scene.count("job WHERE kind = 'tutoring.tell_of_lesson'") == 4)
        #expect(try await scene.count("booking WHERE is_active AND held_until IS NULL") == 4)
        let id = try #require(answer.id)
        let shown = try await scene.get("/bookings/series/\(id)", by: .tina)
        #expect(shown.status == 200 && shown["dates"] == answer["dates"], "\(shown)")
        let list = try await scene.get("/bookings?series_id=\(id)")
        #expect(list["data"]?.arrayValue?.count == 4)
        #expect(try await scene.get("/bookings/series/\(id)", by: .sami).status == 404)
        #expect(try await scene.get("/bookings/series/\(id)", by: .ada).status == 200)
    }

    @Test func `a dry run says the same and keeps nothing`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(3)
        let answer = try await scene.series(["dry_run": true])

        #expect(answer.status == 200 && answer.id == nil, "\(answer)")
        #expect(answer.outcomes == ["booked", "booked", "booked", "no_credit"])
        #expect(answer.dates("booking_id") == ["-", "-", "-", "-"])
        #expect(try await scene.count("lesson") == 0)
        #expect(try await scene.count("lesson_series") == 0)
        #expect(try await scene.count("job WHERE kind = 'tutoring.tell_of_lesson'") == 0)
        #expect(try await scene.units(lot)["available"] == 300)
    }

    @Test func `atomic: any conflict is 409 with all dates, best_effort: the others are booked`() async throws
    {
        let scene = try await LessonScene.open()
        _ = try await scene.booked(
            LessonScene.rome(10, on: "2026-11-30"),
            by: .sami,
            lot: scene.lot(of: .sami)
        )
        let lot = try await scene.lot(4)
        let refused = try await scene.series()

        #expect(refused.status == 409 && refused.problem == .seriesConflicts, "\(refused)")
        #expect(refused.outcomes == ["booked", "conflict", "booked", "booked"])
        #expect(refused.dates("code")[1] == "booking.slot_taken")
        #expect(refused.dates("booking_id") == ["-", "-", "-", "-"], "none of them stays")
        #expect(try await scene.units(lot)["available"] == 400)
        #expect(try await scene.count("lesson_series") == 0)
        let made = try await scene.series(mode: "best_effort")
        #expect(made.status == 201 && made.outcomes == refused.outcomes, "\(made)")
        #expect(try await scene.units(lot)["reserved"] == 300)
        let none = try await scene.series(mode: "best_effort")
        #expect(none.status == 409 && none.problem == .seriesConflicts, "no date can be booked: \(none)")
    }

    @Test func `a date on which the student is elsewhere is a conflict`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.held(LessonScene.newYork(9, 30, on: "2026-11-30"), with: .theo)
        _ = try await scene.lot(4)
        let made = try await scene.series(mode: "best_effort", ["time": "15:00"])
        #expect(made.outcomes == ["booked", "conflict", "booked", "booked"], "\(made)")
        #expect(made.dates("code")[1] == "booking.holder_busy")
    }

    @Test func `atomic: any no_credit is 409, best_effort: no_credit`() async throws {
        let scene = try await LessonScene.open()
        #expect(try await scene.series().problem == .creditsNone)
        let lot = try await scene.lot(2)
        let refused = try await scene.series()
        #expect(refused.status == 409 && refused.outcomes.suffix(2) == ["no_credit", "no_credit"])
        #expect(refused.dates("code").last == "credits.none")
        let made = try await scene.series(mode: "best_effort")
        #expect(made.status == 201 && made.outcomes == refused.outcomes)
        #expect(try await scene.units(lot)["reserved"] == 200)
    }

    @Test func `the lot that expires first pays, for the lessons before its end`() async throws {
        let scene = try await LessonScene.open()
        let long = try await scene.lot(4, validDays: 90)
        let short = try await scene.lot(4, validDays: 10)
        let made = try await scene.series()
        #expect(made.dates("lot_id") == [short, short, long, long], "\(made)")
        let theirs = try await scene.lot(with: .theo)
        let foreign = try await scene.series(["lot_ids": [.string(theirs)]])
        #expect(foreign.status == 422, "\(foreign)")
        #expect(foreign.text.contains("/lot_ids/0"))
        let named = try await scene.series(
            "FREQ=WEEKLY;BYDAY=TU;COUNT=2",
            from: "2026-11-24",
            ["lot_ids": [.string(long)]]
        )
        #expect(named.dates("lot_id") == [long, long], "\(named)")
    }

    @Test func `a series keeps its wall time over the change of clocks`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.lot(4)
        let made = try await scene.series("FREQ=WEEKLY;BYDAY=WE;COUNT=4", from: "2027-03-10")
        #expect(made.status == 201, "\(made)")
        #expect(made.dates("starts_at").map { $0.dropFirst(11).prefix(2) } == ["09", "09", "09", "08"])
    }

    @Test func `a date in the gap is skipped, told, and no failure`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.lot(4)
        let shown = try await scene.series(
            "FREQ=WEEKLY;BYDAY=SU;COUNT=2",
            from: "2027-03-21",
            ["time": "02:30", "dry_run": true]
        )
        #expect(shown.outcomes == ["conflict", "skipped_gap"], "\(shown)")
        #expect(shown.dates("starts_at")[1] == "-")
    }

    @Test func `skipped dates count and get no lesson`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.lot(4)
        let made = try await scene.series(["skip": ["2026-11-30"]])
        #expect(made.dates("date") == ["2026-11-23", "2026-12-07", "2026-12-14"], "\(made)")
        #expect(made["skip"] == ["2026-11-30"])
    }

    @Test func `rrule.unsupported at the part`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.lot(4)
        let daily = try await scene.series("FREQ=DAILY;COUNT=3")
        #expect(daily.status == 422 && daily.problem == .rruleUnsupported, "\(daily)")
        #expect(daily["part"] == "FREQ=DAILY")
        let day = try await scene.series("FREQ=WEEKLY;BYDAY=TU;COUNT=3")
        #expect(day.problem == .rruleUnsupported && day["part"] == "BYDAY", "the first date is a Monday")
    }

    @Test func `a tutor who confirms is asked for each date, and answers the whole series`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.lot(7, with: .theo)
        let made = try await scene.series(
            "FREQ=WEEKLY;BYDAY=MO;COUNT=7",
            with: .theo,
            ["zone": "America/New_York"]
        )
        #expect(made.status == 201, "\(made)")
        #expect(made.outcomes == Array(repeating: "requested", count: 7), "the requests of a series are one")
        let first = try #require(made.dates("booking_id").first)
        let answer = try await scene.move(first, "confirm", by: .theo, ["whole_series": true])
        #expect(answer.status == 200, "\(answer)")
        #expect(answer["results"]?.arrayValue?.count == 7)
        let id = try #require(made.id)
        let shown = try await scene.get("/bookings/series/\(id)")
        #expect(shown.outcomes == Array(repeating: "booked", count: 7))
    }

    @Test func `52 dates in one transaction, of which holidays are conflicts`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(52, price: 150_000, validDays: 400)
        let made = try await scene.series("FREQ=WEEKLY;BYDAY=MO;COUNT=52", mode: "best_effort")
        #expect(made.status == 201, "\(made)")
        let missed = (made["dates"]?.arrayValue ?? []).filter { $0["outcome"] != "booked" }
        // Easter Monday, Saint Francis and All Saints.
        let holidays = ["2027-03-29", "2027-10-04", "2027-11-01"]
        #expect(missed.compactMap { $0["date"]?.stringValue } == holidays)
        #expect(try await scene.units(lot)["reserved"] == 4_900)
    }

    @Test func `52 dates <= 2x the statements of one: they are read and written together`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.lot(60, price: 150_000, validDays: 400)
        var counts: [Int: Int] = [:]
        for (count, time) in [(1, "11:00"), (52, "10:00")] {
            let (answer, texts) = try await statements {
                try await scene.series(
                    "FREQ=WEEKLY;BYDAY=MO;COUNT=\(count)",
                    mode: "best_effort",
                    ["time": .string(time)]
                )
            }
            #expect(answer.status == 201, "\(answer)")
            counts[count] = texts.count
        }
        let (one, many) = (try #require(counts[1]), try #require(counts[52]))
        #expect(many <= 2 * one, "\(one) statements for one date, \(many) for 52")
    }

    @Test func `two crossing series: each date once`() async throws {
        for _ in 0..<3 {
            let scene = try await LessonScene.open()
            _ = try await scene.lot(6)
            _ = try await scene.lot(6, of: .sami)
            let answers = try await scene.world.atOnce(2) { place in
                place == 0
                    ? try await scene.series(
                        "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6",
                        mode: "best_effort"
                    )
                    : try await scene.series(
                        "FREQ=WEEKLY;BYDAY=WE,MO,FR;COUNT=6",
                        by: .sami,
                        mode: "best_effort"
                    )
            }
            #expect(answers.allSatisfy { [201, 409].contains($0.status) }, "\(answers.statuses)")
            let booked = answers.flatMap { answer in
                answer.status == 201
                    ? zip(answer.dates("starts_at"), answer.outcomes).filter { $0.1 == "booked" }.map(\.0)
                    : []
            }
            #expect(Set(booked).count == booked.count, "\(booked)")
            #expect(try await scene.count("booking WHERE is_active") == booked.count)
            let twice = try await scene.count(
                "(SELECT starts_at FROM booking WHERE is_active GROUP BY starts_at HAVING COUNT(*) > 1) AS x"
            )
            #expect(twice == 0)
        }
    }
}

extension LessonScene {
    fileprivate func series(_ more: JSONObject) async throws -> TestResponse {
        try await series("FREQ=WEEKLY;BYDAY=MO;COUNT=4", more)
    }
}
