-- Uses a code up if the guess is right. Of many who try at once, one finds it.
-- KEYS: the code's MAC, the phone's wrong guesses (a sorted set by time).
-- ARGV: MAC of the guess, id of the guess, window in ms, wrong guesses allowed in it.
-- Answers {'right'|'wrong'|'too-many', ms to wait}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local window, max = tonumber(ARGV[3]), tonumber(ARGV[4])

redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - window)
local wrong = redis.call('ZCARD', KEYS[2])
if wrong >= max then
  local blocking = redis.call('ZRANGE', KEYS[2], wrong - max, wrong - max, 'WITHSCORES')
  return { 'too-many', tonumber(blocking[2]) + window - now }
end

local mac = redis.call('GET', KEYS[1])
if not mac then
  -- Expired, used, or of another session, phone or purpose: there was nothing to guess.
  return { 'wrong', 0 }
end
if mac == ARGV[1] then
  redis.call('DEL', KEYS[1])
  return { 'right', 0 }
end
redis.call('ZADD', KEYS[2], now, ARGV[2])
redis.call('PEXPIRE', KEYS[2], window)
return { 'wrong', 0 }
