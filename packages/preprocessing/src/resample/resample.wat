;; The two passes of resample.ts on 128-bit vectors: the same fixed-point sums, so the same bytes.
;; Taps are Int32 lists `starts` and `counts` and a matrix `weights` of `stride` bytes a position.
;; Vectors are read and written up to 16 bytes beyond a line: what is written there is overwritten by the
;; next line, and the caller leaves room behind the last one.
(module
  (memory (export "memory") 1)

  ;; Along rows of red, green, blue: `rows` lines of `line` bytes at $source become lines of 3 × positions
  ;; bytes at $target.
  (func (export "rows3")
    (param $source i32) (param $line i32) (param $rows i32)
    (param $starts i32) (param $counts i32) (param $weights i32) (param $stride i32) (param $positions i32)
    (param $target i32)
    (local $position i32) (local $at i32) (local $weight i32) (local $end i32) (local $sum v128)
    (block $done (loop $row
      (br_if $done (i32.eqz (local.get $rows)))
      (local.set $position (i32.const 0))
      (block $lined (loop $next
        (br_if $lined (i32.ge_u (local.get $position) (local.get $positions)))
        (local.set $at (i32.add (local.get $source) (i32.mul (i32.const 3)
          (i32.load (i32.add (local.get $starts) (i32.shl (local.get $position) (i32.const 2)))))))
        (local.set $weight (i32.add (local.get $weights) (i32.mul (local.get $position) (local.get $stride))))
        (local.set $end (i32.add (local.get $weight) (i32.shl
          (i32.load (i32.add (local.get $counts) (i32.shl (local.get $position) (i32.const 2)))) (i32.const 2))))
        (local.set $sum (i32x4.splat (i32.const 0x200000)))
        (block $summed (loop $tap
          (br_if $summed (i32.ge_u (local.get $weight) (local.get $end)))
          (local.set $sum (i32x4.add (local.get $sum) (i32x4.mul
            (i32x4.extend_low_i16x8_u (i16x8.extend_low_i8x16_u (v128.load32_zero (local.get $at))))
            (v128.load32_splat (local.get $weight)))))
          (local.set $at (i32.add (local.get $at) (i32.const 3)))
          (local.set $weight (i32.add (local.get $weight) (i32.const 4)))
          (br $tap)))
        (local.set $sum (i32x4.shr_s (local.get $sum) (i32.const 22)))
        (local.set $sum (i16x8.narrow_i32x4_s (local.get $sum) (local.get $sum)))
        (v128.store32_lane 0 (local.get $target) (i8x16.narrow_i16x8_u (local.get $sum) (local.get $sum)))
        (local.set $target (i32.add (local.get $target) (i32.const 3)))
        (local.set $position (i32.add (local.get $position) (i32.const 1)))
        (br $next)))
      (local.set $source (i32.add (local.get $source) (local.get $line)))
      (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
      (br $row))))

  ;; The same for one channel.
  (func (export "rows1")
    (param $source i32) (param $line i32) (param $rows i32)
    (param $starts i32) (param $counts i32) (param $weights i32) (param $stride i32) (param $positions i32)
    (param $target i32)
    (local $position i32) (local $at i32) (local $weight i32) (local $end i32) (local $sum i32)
    (block $done (loop $row
      (br_if $done (i32.eqz (local.get $rows)))
      (local.set $position (i32.const 0))
      (block $lined (loop $next
        (br_if $lined (i32.ge_u (local.get $position) (local.get $positions)))
        (local.set $at (i32.add (local.get $source)
          (i32.load (i32.add (local.get $starts) (i32.shl (local.get $position) (i32.const 2))))))
        (local.set $weight (i32.add (local.get $weights) (i32.mul (local.get $position) (local.get $stride))))
        (local.set $end (i32.add (local.get $weight) (i32.shl
          (i32.load (i32.add (local.get $counts) (i32.shl (local.get $position) (i32.const 2)))) (i32.const 2))))
        (local.set $sum (i32.const 0x200000))
        (block $summed (loop $tap
          (br_if $summed (i32.ge_u (local.get $weight) (local.get $end)))
          (local.set $sum (i32.add (local.get $sum)
            (i32.mul (i32.load8_u (local.get $at)) (i32.load (local.get $weight)))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (local.set $weight (i32.add (local.get $weight) (i32.const 4)))
          (br $tap)))
        (local.set $sum (i32.shr_s (local.get $sum) (i32.const 22)))
        (local.set $sum (select (local.get $sum) (i32.const 0) (i32.gt_s (local.get $sum) (i32.const 0))))
        (local.set $sum (select (local.get $sum) (i32.const 255) (i32.lt_s (local.get $sum) (i32.const 255))))
        (i32.store8 (local.get $target) (local.get $sum))
        (local.set $target (i32.add (local.get $target) (i32.const 1)))
        (local.set $position (i32.add (local.get $position) (i32.const 1)))
        (br $next)))
      (local.set $source (i32.add (local.get $source) (local.get $line)))
      (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
      (br $row))))

  ;; Along columns: lines of `line` bytes at $source, the first of which is tap `first`, become `positions`
  ;; lines of the same length at $target.
  (func (export "columns")
    (param $source i32) (param $line i32) (param $first i32)
    (param $starts i32) (param $counts i32) (param $weights i32) (param $stride i32) (param $positions i32)
    (param $target i32)
    (local $position i32) (local $from i32) (local $column i32) (local $at i32) (local $weight i32)
    (local $begin i32) (local $end i32) (local $pixels v128) (local $half v128) (local $factor v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $position) (local.get $positions)))
      (local.set $from (i32.add (local.get $source) (i32.mul (local.get $line) (i32.sub
        (i32.load (i32.add (local.get $starts) (i32.shl (local.get $position) (i32.const 2))))
        (local.get $first)))))
      (local.set $begin (i32.add (local.get $weights) (i32.mul (local.get $position) (local.get $stride))))
      (local.set $end (i32.add (local.get $begin) (i32.shl
        (i32.load (i32.add (local.get $counts) (i32.shl (local.get $position) (i32.const 2)))) (i32.const 2))))
      (local.set $column (i32.const 0))
      (block $lined (loop $sixteen
        (br_if $lined (i32.ge_u (local.get $column) (local.get $line)))
        (local.set $a (i32x4.splat (i32.const 0x200000)))
        (local.set $b (local.get $a))
        (local.set $c (local.get $a))
        (local.set $d (local.get $a))
        (local.set $at (i32.add (local.get $from) (local.get $column)))
        (local.set $weight (local.get $begin))
        (block $summed (loop $tap
          (br_if $summed (i32.ge_u (local.get $weight) (local.get $end)))
          (local.set $pixels (v128.load (local.get $at)))
          (local.set $factor (v128.load32_splat (local.get $weight)))
          (local.set $half (i16x8.extend_low_i8x16_u (local.get $pixels)))
          (local.set $a (i32x4.add (local.get $a) (i32x4.mul (local.get $factor)
            (i32x4.extend_low_i16x8_u (local.get $half)))))
          (local.set $b (i32x4.add (local.get $b) (i32x4.mul (local.get $factor)
            (i32x4.extend_high_i16x8_u (local.get $half)))))
          (local.set $half (i16x8.extend_high_i8x16_u (local.get $pixels)))
          (local.set $c (i32x4.add (local.get $c) (i32x4.mul (local.get $factor)
            (i32x4.extend_low_i16x8_u (local.get $half)))))
          (local.set $d (i32x4.add (local.get $d) (i32x4.mul (local.get $factor)
            (i32x4.extend_high_i16x8_u (local.get $half)))))
          (local.set $at (i32.add (local.get $at) (local.get $line)))
          (local.set $weight (i32.add (local.get $weight) (i32.const 4)))
          (br $tap)))
        (v128.store (i32.add (local.get $target) (local.get $column))
          (i8x16.narrow_i16x8_u
            (i16x8.narrow_i32x4_s (i32x4.shr_s (local.get $a) (i32.const 22)) (i32x4.shr_s (local.get $b) (i32.const 22)))
            (i16x8.narrow_i32x4_s (i32x4.shr_s (local.get $c) (i32.const 22)) (i32x4.shr_s (local.get $d) (i32.const 22)))))
        (local.set $column (i32.add (local.get $column) (i32.const 16)))
        (br $sixteen)))
      (local.set $target (i32.add (local.get $target) (local.get $line)))
      (local.set $position (i32.add (local.get $position) (i32.const 1)))
      (br $next)))))
