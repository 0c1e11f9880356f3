import Kernel
import Platform
import Testing

@testable import Tutoring

/// The vectors of the page.
@Suite struct PredictionTests {
    @Test func `a logistic chance`() {
        let model = LogisticModel(weights: [-1.2, 0.9, -0.5, 0.3, -0.2, 0.4, -1.1])

        #expect(abs(model.probability(of: [1.5, 1, -0.5, 2, 1, 0]) - 0.3775) < 0.00005)
    }

    @Test func `Brier, base, skill and AUC`() {
        let quality = ForecastQuality([(0.9, true), (0.2, false), (0.6, false), (0.1, false)])

        #expect(abs(quality.brier - 0.105) < 1e-9)
        #expect(abs(quality.base - 0.1875) < 1e-9)
        #expect(abs(quality.skill - 0.44) < 1e-9)
        #expect(quality.auc == 1)
        #expect(quality.bins.map(\.tenth) == [1, 2, 6, 9])
        #expect(ForecastQuality([(0.5, true), (0.5, false)]).auc == 0.5)
        #expect(ForecastQuality([(0.5, true)]).auc == nil)
    }

    @Test func `demand: weeks 40 44 38 46 50 47 52 49, MAE 4.375, MASE 1.1667 over 4, next 49.5`() throws {
        let forecast = DemandForecast([40, 44, 38, 46, 50, 47, 52, 49])

        #expect(forecast.weeks == 4)
        #expect(forecast.error == 4.375)
        #expect(abs(try #require(forecast.scaledError) - 1.1667) < 0.00005)
        #expect(forecast.next == 49.5)
        #expect(forecast.flaw(lessons: 366) == .noBetterThanLastWeek)
        #expect(forecast.flaw(lessons: 99) == .tooFewCases)
    }

    @Test func `demand counts last year's week half once it is known, and a good forecast is usable`() {
        let weeks = (0..<60).map { $0 % 2 == 0 ? 10 : 20 }

        let forecast = DemandForecast(weeks)

        #expect(forecast.next == 12.5)
        #expect(forecast.weeks == 8)
        #expect(forecast.flaw(lessons: 900) == nil)
        #expect(DemandForecast([5, 5, 5]).next == nil)
        #expect(DemandForecast(Array(repeating: 20, count: 12)).flaw(lessons: 240) == nil)
    }

    @Test func `25 Newton steps with L2 1 find the weights at which the gradient is zero`() {
        var cases: [(features: [Double], isPositive: Bool)] = []
        for number in 0..<40 {
            let (one, other) = (number % 7, number % 3)
            cases.append(([Double(one), Double(other)], one + other > 4))
        }
        let model = LogisticModel(fitting: cases)

        let error = cases.reduce(0) { $0 + model.probability(of: $1.features) - ($1.isPositive ? 1 : 0) }
        // The constant is not penalised: the chances sum to the number of cases that happened.
        #expect(abs(error) < 1e-6)
        #expect(model.weights.allSatisfy { $0.isFinite })
        #expect(model.probability(of: [6, 2]) > 0.5 && model.probability(of: [0, 0]) < 0.5)
    }

    @Test func `features of a student at a day`() {
        let day = Instant(seconds: 1_800_000_000)
        var past = StudentPast()
        past.lessons = [day - .days(60), day - .days(50), day - .days(20), day - .days(15), day + .days(61)]
        past.cancels = [day - .days(57), day - .days(3)]
        past.units = [(day - .days(70), 1_000), (day - .days(1), -250), (day + .days(1), -750)]
        past.bookings = [.init(made: day - .days(1), start: day + .days(2), ended: day + .days(1))]

        #expect(past.features(at: day) == [0.5, 2, 1, 7.5, 1, 1])
        #expect(past.isLost(after: day))
        #expect(past.features(at: day + .days(400)) == nil)
        past.bookings = [.init(made: day - .days(2), start: day + .days(2), ended: day - .days(1))]
        #expect(past.features(at: day)?.last == 0)
    }

    @Test func `churn of clear habits is usable, and of fewer than 100 students is not`() {
        let now = Instant(seconds: 1_800_000_000)
        var pasts: [ID<Account>: StudentPast] = [:]
        for number in 1...240 {
            // Some learn every week until today; the others stopped a while before each day that is looked at.
            var past = StudentPast()
            let first = number % 2 == 0 ? 1 : [91, 151][number / 2 % 2]
            for day in stride(from: 295, through: first, by: -7) { past.lessons.append(now - .days(day)) }
            pasts[ID(raw: UInt128(number))] = past
        }

        let many = ChurnPrediction.make(pasts, at: now)
        let few = ChurnPrediction.make(pasts.filter { $0.key.raw < 90 }, at: now)

        #expect(many.fitted == 240 && many.quality.n == 240, "\(many.fitted) \(many.quality.n)")
        #expect(many.flaw == nil, "\(many.quality)")
        #expect(many.chances.count == 100)
        #expect(many.chances.first.map { $0.chance > 0.5 } == true)
        #expect(few.flaw == .tooFewCases)
    }

    @Test func `signals: a figure outside median +- 3 MAD, n >= 20`() throws {
        let values = (1...20).map(Double.init)
        let range = try #require(UsualRange(values))

        #expect(range.median == 10.5 && range.deviation == 5)
        #expect(!range.isOutside(25.5) && range.isOutside(25.6) && range.isOutside(-4.6))
        #expect(UsualRange(Array(values.dropLast())) == nil)
    }
}
